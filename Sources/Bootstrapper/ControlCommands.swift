import OperatorCommands

/// `status`, `logs`, `stop` and the others: from the command line to OperatorCommands.
enum ControlCommands {
    /// Does what the command line says.
    ///
    /// - Throws: a usage error for options that do not fit together or can not be used.
    static func perform(_ parsed: ParsedOptions, _ system: SystemFacts) throws(UsageError) -> ExitCode {
        let exit = Operator(try call(parsed, system)).run()
        return ExitCode(rawValue: exit.rawValue) ?? .internalFault
    }

    private static func call(_ parsed: ParsedOptions, _ system: SystemFacts) throws(UsageError) -> OperatorCall {
        guard let command = OperatorCommand(rawValue: parsed.command.rawValue) else {
            throw UsageError("cannot use command '\(parsed.command.rawValue)' here")
        }
        let absolute = { (path: String) in path.hasPrefix("/") ? path : system.currentFolder + "/" + path }
        var call = OperatorCall(command)
        call.operands = parsed.operands
        call.socket = parsed.text(.controlSocket).map(absolute)
        if call.socket == absolute("none") { call.socket = nil }
        call.resources = AbsolutePath.normalised(absolute(parsed.text(.resources) ?? system.defaultResources))
        call.currentFolder = system.currentFolder
        call.isJSON = parsed.has(.json)
        call.checks = parsed.has(.check)
        call.watches = parsed.has(.watch)
        call.follows = parsed.has(.follow)
        call.waits = parsed.has(.wait)
        call.readyWithin = try parsed.seconds(.waitReady)
        call.lines = try lines(parsed)
        call.isPicture = parsed.has(.svg)
        call.lists = parsed.has(.list)
        call.incarnation = try incarnation(parsed)
        call.since = try age(parsed)
        try check(parsed)
        return call
    }

    /// Says which forms of `status` and `timeline` exclude each other.
    private static func check(_ parsed: ParsedOptions) throws(UsageError) {
        let pictures: [OptionDefinition.Name] = [.json, .svg, .list].filter { parsed.has($0) }
        if parsed.command == .timeline, pictures.count > 1 {
            throw UsageError(
                "cannot use --\(pictures[0].rawValue) and --\(pictures[1].rawValue) together: write one of them",
                command: .timeline
            )
        }
        let forms: [OptionDefinition.Name] = [.check, .json, .watch, .waitReady].filter { parsed.has($0) }
        guard parsed.command == .status, forms.count > 1 else { return }
        let hint = forms.contains(.check) ? ": --check prints one word" : ": write one of them"
        throw UsageError(
            "cannot use --\(forms[0].rawValue) and --\(forms[1].rawValue) together\(hint)",
            command: .status
        )
    }

    private static func incarnation(_ parsed: ParsedOptions) throws(UsageError) -> Int? {
        guard let value = parsed.value(.incarnation) else { return nil }
        guard let number = Int(value.text), number > 0 else {
            throw UsageError(
                "cannot use \(value.origin) '\(value.text)': write a number from 1",
                command: parsed.command
            )
        }
        return number
    }

    private static func lines(_ parsed: ParsedOptions) throws(UsageError) -> Int? {
        guard let value = parsed.value(.lines) else { return nil }
        if value.text == "all" { return .max }
        guard let count = Int(value.text), count >= 0 else {
            throw UsageError(
                "cannot use \(value.origin) '\(value.text)': write a number, or all",
                command: parsed.command
            )
        }
        return min(count, 1_000_000_000)
    }

    private static func age(_ parsed: ParsedOptions) throws(UsageError) -> Duration? {
        guard let value = parsed.value(.since) else { return nil }
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let unit = value.text.last.flatMap { units[$0] }
        let digits = unit == nil ? value.text[...] : value.text.dropLast()
        guard let number = Double(digits), number >= 0, number * (unit ?? 1) <= 3_153_600_000 else {
            throw UsageError(
                "cannot use \(value.origin) '\(value.text)': write an age such as 30s, 5m, 2h or 1d",
                command: parsed.command
            )
        }
        return .milliseconds(Int64(number * (unit ?? 1) * 1_000))
    }
}
