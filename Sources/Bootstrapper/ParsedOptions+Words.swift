extension ParsedOptions {
    /// Returns the first word behind the options as one of a closed list.
    ///
    /// - Throws: a usage error that names the list.
    func firstWord<Choice: RawRepresentable & CaseIterable>(
        _ what: String,
        _ type: Choice.Type
    ) throws(UsageError) -> Choice where Choice.RawValue == String {
        let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        guard let word = operands.first else {
            throw UsageError("cannot go on without \(what): write one of \(choices)", command: command)
        }
        guard let choice = Choice(rawValue: word) else {
            throw UsageError("cannot use \(what) '\(word)': write one of \(choices)", command: command)
        }
        return choice
    }
}
