/// A command line, taken apart; values are still text.
public struct ParsedOptions: Sendable {
    /// The command.
    public let command: CommandName
    /// What was given, from the command line or, where that is silent, from the environment.
    public private(set) var values: [Value] = []
    /// The role root, when it was given.
    public private(set) var roleRoot: String?
    /// What else stands behind the options: for whoever asks a running role.
    public private(set) var operands: [String] = []

    /// One value with its origin, for messages.
    public struct Value: Sendable {
        /// Which option.
        public let name: OptionDefinition.Name
        /// The text; empty for options without an argument.
        public let text: String
        /// `--role-user` or `WAHOST_ROLE_USER`.
        public let origin: String
    }

    /// Takes the words after the command's name and the environment.
    ///
    /// - Throws: a usage error for what is unknown, out of place, repeated or incomplete.
    public init(_ command: CommandName, words: [String], environment: [String: String]) throws(UsageError) {
        self.command = command
        var rest = words[...]
        var onlyOperands = false
        while let word = rest.popFirst() {
            if onlyOperands || !word.hasPrefix("-") || word == "-" {
                try take(operand: word)
            } else if word == "--" {
                onlyOperands = true
            } else {
                try take(option: word, rest: &rest)
            }
        }
        for option in OptionDefinition.all where option.commands.contains(command) && value(option.name) == nil {
            guard let variable = option.environmentVariable, let text = environment[variable], !text.isEmpty else {
                continue
            }
            if option.argument == nil {
                guard let isOn = Self.boolean(text) else {
                    throw UsageError("cannot use \(variable)='\(text)': write true or false", command: command)
                }
                if !isOn { continue }
            }
            let texts =
                option.isRepeatable
                ? text.utf8.split(separator: UInt8(ascii: ":")).map { String(Substring($0)) } : [text]
            for text in texts { values.append(Value(name: option.name, text: text, origin: variable)) }
        }
    }

    /// Returns what was given for an option.
    public func value(_ name: OptionDefinition.Name) -> Value? { values.first { $0.name == name } }

    /// Returns whether an option without an argument was given.
    public func has(_ name: OptionDefinition.Name) -> Bool { value(name) != nil }

    /// Returns an option's text.
    public func text(_ name: OptionDefinition.Name) -> String? { value(name)?.text }

    /// Returns the texts of an option that may be given several times, in their order.
    public func texts(_ name: OptionDefinition.Name) -> [String] {
        values.filter { $0.name == name }.map(\.text)
    }

    /// Returns an option's seconds as a duration.
    ///
    /// - Throws: a usage error when the text is no number of seconds from 0.001 to a year.
    public func seconds(_ name: OptionDefinition.Name) throws(UsageError) -> Duration? {
        guard let value = value(name) else { return nil }
        guard let seconds = Double(value.text), seconds >= 0.001, seconds <= 31_536_000 else {
            throw UsageError(
                "cannot use \(value.origin) '\(value.text)': write seconds, from 0.001 to 31536000, such as 30 or 0.5",
                command: command
            )
        }
        return .milliseconds(Int64(seconds * 1_000))
    }

    /// Returns an option's text as one of a closed list.
    ///
    /// - Throws: a usage error that names the list.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: OptionDefinition.Name,
        _ type: Choice.Type
    ) throws(UsageError) -> Choice? where Choice.RawValue == String {
        guard let value = value(name) else { return nil }
        if let choice = Choice(rawValue: value.text) { return choice }
        let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("cannot use \(value.origin) '\(value.text)': write one of \(choices)", command: command)
    }

    private mutating func take(operand: String) throws(UsageError) {
        if command.isOperators, command != .list, operands.count < 1_000 {
            operands.append(operand)
            return
        }
        if operands.count < command.leadingOperands {
            operands.append(operand)
            return
        }
        guard command.takesRoleRoot, roleRoot == nil else {
            throw UsageError("cannot use '\(operand)': \(command.rawValue) takes \(command.operands)", command: command)
        }
        roleRoot = operand
    }

    private mutating func take(option word: String, rest: inout ArraySlice<String>) throws(UsageError) {
        let written = Self.long(word)
        let parts = written.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let key = String(parts[0].dropFirst(2))
        guard parts[0].hasPrefix("--"), let name = OptionDefinition.Name(rawValue: key),
            let option = OptionDefinition.all.first(where: { $0.name == name && $0.commands.contains(command) })
        else {
            throw UsageError("cannot use option '\(parts[0])': \(command.rawValue) does not know it", command: command)
        }
        guard value(name) == nil || option.isRepeatable else {
            throw UsageError("cannot use option '--\(key)' twice", command: command)
        }
        if option.argument == nil {
            guard parts.count == 1 else {
                throw UsageError("cannot use option '\(written)': '--\(key)' takes no argument", command: command)
            }
            values.append(Value(name: name, text: "", origin: "--\(key)"))
        } else if parts.count == 2 {
            values.append(Value(name: name, text: parts[1], origin: "--\(key)"))
        } else if let next = rest.popFirst() {
            values.append(Value(name: name, text: next, origin: "--\(key)"))
        } else {
            throw UsageError(
                "cannot use option '--\(key)' without its \(option.argument ?? "argument")",
                command: command
            )
        }
    }

    /// Returns the long form of `-f`, `-n5` and `-n`.
    private static func long(_ word: String) -> String {
        guard word.hasPrefix("-"), !word.hasPrefix("--"), let letter = word.dropFirst().first,
            let option = OptionDefinition.all.first(where: { $0.letter == letter })
        else { return word }
        let rest = word.dropFirst(2)
        if rest.isEmpty { return "--" + option.name.rawValue }
        return option.argument == nil ? word : "--\(option.name.rawValue)=\(rest)"
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "1", "true", "yes", "on": true
        case "0", "false", "no", "off": false
        default: nil
        }
    }
}

/// A command line that can not be used.
public struct UsageError: Error, Sendable {
    /// What is wrong, and what to write instead.
    public let message: String
    /// The command whose help says more; nil before one was recognised.
    public let command: CommandName?

    /// Creates an error.
    public init(_ message: String, command: CommandName? = nil) {
        self.message = message
        self.command = command
    }
}
