/// The words of a command, taken apart: what stands alone, and options.
struct CommandWords {
    /// How messages call the command.
    let command: String
    private var operands: [String] = []
    private var options: [(name: String, value: String?)] = []

    /// Takes words apart.
    ///
    /// - Parameters:
    ///   - words: what stands behind the command.
    ///   - command: its name, for messages.
    ///   - flags: options that stand alone.
    ///   - valued: options that are followed by a value, as the next word or behind a `=`.
    /// - Throws: which word can not be used.
    init(
        _ words: some Collection<String>,
        of command: String,
        flags: [String] = [],
        valued: [String] = []
    ) throws(RoleCommandFault) {
        self.command = command
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                return
            }
            guard word.hasPrefix("--") else {
                operands.append(word)
                continue
            }
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = parts[0]
            guard options.allSatisfy({ $0.name != name }) else {
                throw .usage("cannot use option '\(name)' twice")
            }
            if flags.contains(name) {
                guard parts.count == 1 else { throw .usage("cannot use '\(word)': option '\(name)' takes no value") }
                options.append((name, nil))
            } else if valued.contains(name) {
                guard let value = parts.count == 2 ? parts[1] : rest.popFirst(), !value.isEmpty else {
                    throw .usage("cannot use option '\(name)': it needs a value")
                }
                options.append((name, value))
            } else {
                throw .usage("cannot use option '\(name)': role \(command) does not know it")
            }
        }
    }

    /// Whether an option was given.
    func has(_ option: String) -> Bool { options.contains { $0.name == option } }

    /// The value of an option; nil when it was not given.
    func value(_ option: String) -> String? { options.first { $0.name == option }?.value }

    /// The one operand.
    func operand(_ what: String) throws(RoleCommandFault) -> String {
        guard let operand = operands.first else { throw .usage("cannot do role \(command): it needs \(what)") }
        guard operands.count == 1 else {
            throw .usage("cannot use '\(operands[1])': role \(command) takes one name (quote one that has blanks)")
        }
        return operand
    }

    /// Makes sure that there is no operand.
    func noOperand() throws(RoleCommandFault) {
        if let operand = operands.first { throw .usage("cannot use '\(operand)': role \(command) takes no name") }
    }

    /// The one flag among some, without its dashes; the first of them when none was given.
    func choice(_ flags: [String]) throws(RoleCommandFault) -> String {
        let given = flags.filter(has)
        guard given.count < 2 else { throw .usage("cannot use '\(given[0])' and '\(given[1])' together") }
        return String((given.first ?? flags.first ?? "").drop { $0 == "-" })
    }

    /// A duration; nil when the option was not given.
    func duration(_ option: String) throws(RoleCommandFault) -> Duration? {
        guard let text = value(option) else { return nil }
        guard let duration = Duration(written: text) else {
            throw .usage("cannot use '\(text)' for \(option): write a time such as 500ms, 30s, 5m, 1h or 30")
        }
        return duration
    }
}

extension Duration {
    /// Reads `500ms`, `30s`, `5m`, `1h`, `30` or `0.5` (seconds); nil when it is none, or longer than 100 years.
    fileprivate init?(written text: String) {
        let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let amount = Double(number), amount.isFinite, amount >= 0 else { return nil }
        let unit: Double
        switch text.dropFirst(number.count) {
        case "ms": unit = 0.001
        case "", "s": unit = 1
        case "m": unit = 60
        case "h": unit = 3_600
        default: return nil
        }
        guard amount * unit <= 3_155_760_000 else { return nil }
        self = .microseconds(Int64(amount * unit * 1_000_000))
    }
}
