import Glibc
import Supervision

/// `validate --schema`: the reader's own judgement, and then that of xmllint by the schemas.
enum SchemaCheck {
    /// Runs `validate` and then xmllint on each file that the role has.
    ///
    /// - Throws: a usage error together with `--json`, as xmllint's lines are text.
    static func validate(
        _ options: InputOptions,
        _ parsed: ParsedOptions,
        _ system: SystemFacts
    ) throws(UsageError) -> ExitCode {
        guard !parsed.has(.json) else {
            throw UsageError("cannot use --schema and --json together: xmllint's lines are text", command: .validate)
        }
        let code = Inspection.validate(
            options,
            json: false,
            system: system,
            say: StandardStreams.say,
            complain: StandardStreams.complain
        )
        if code == .noInput { return code }
        guard let program = xmllint(system) else {
            StandardStreams.complain(
                "cannot judge by the schemas: there is no xmllint on PATH; install it (Debian: apt-get install libxml2-utils)\n"
            )
            return .noBootstrapper
        }
        guard let folder = schemaFolder() else { return .internalFault }
        defer { remove(folder) }
        var isValid = true
        for (schema, path) in files(options) {
            let shown = ShownPath.text(path, from: system.currentFolder)
            guard let accepts = accepts(program, shown, by: "\(folder)/\(schema.fileName)") else {
                return .internalFault
            }
            isValid = isValid && accepts
        }
        return code == .success && !isValid ? .faultyFiles : code
    }

    /// Each file of the role that is there, with its schema.
    private static func files(_ options: InputOptions) -> [(Schema, String)] {
        let all: [(Schema, String)] = [
            (.rolemodel, options.roleModel ?? options.roleRoot + "/RoleModel.xml"),
            (.servicedefinition, options.serviceDefinition ?? options.roleRoot + "/ServiceDefinition.csdef"),
            (.serviceconfiguration, RoleFiles.configurationPath(options)),
        ]
        return all.filter { access($0.1, R_OK) == 0 }
    }

    private static func xmllint(_ system: SystemFacts) -> String? {
        for folder in (system.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
            let path = "\(folder)/xmllint"
            if path.hasPrefix("/"), access(path, X_OK) == 0 { return path }
        }
        return nil
    }

    /// A new folder with all schemas; nil when it could not be made, which has been said.
    private static func schemaFolder() -> String? {
        var template = Array("/tmp/wahost-schemas-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            StandardStreams.complain("cannot make a folder in /tmp for the schemas: \(SystemErrorText.text(errno))\n")
            return nil
        }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for schema in Schema.allCases {
            let number = WrittenFile.write(schema.text, to: "\(folder)/\(schema.fileName)", replaces: false)
            guard number != 0 else { continue }
            StandardStreams.complain("cannot write the schemas to '\(folder)': \(SystemErrorText.text(number))\n")
            remove(folder)
            return nil
        }
        return folder
    }

    private static func remove(_ folder: String) {
        for schema in Schema.allCases { unlink("\(folder)/\(schema.fileName)") }
        rmdir(folder)
    }

    /// Has xmllint judge one file; nil when it could not be started, which has been said.
    private static func accepts(_ program: String, _ file: String, by schema: String) -> Bool? {
        do {
            let end = try ForegroundProgram.run(program, ["--noout", "--nonet", "--schema", schema, file])
            return end == .exited(code: 0)
        } catch {
            StandardStreams.complain("\(error)\n")
            return nil
        }
    }
}
