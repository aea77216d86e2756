/// `schema`: prints one of the schemas.
enum SchemaCommand {
    /// Does what the command line says.
    ///
    /// - Throws: a usage error for a schema that there is not.
    static func perform(_ parsed: ParsedOptions) throws(UsageError) -> ExitCode {
        let schema = parsed.operands.isEmpty ? Schema.rolemodel : try parsed.firstWord("schema", Schema.self)
        StandardStreams.say(schema.text)
        return .success
    }
}
