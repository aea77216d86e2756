extension Diagnostic {
    static func missingAttribute(_ name: String, of scope: Scope) -> Diagnostic {
        Diagnostic(
            .missingAttribute,
            at: scope.location,
            what: "cannot find attribute '\(name)' of '\(scope.name)'",
            why: "'\(scope.name)' means nothing without it",
            mend: "write <\(scope.name) \(name)=\"…\" …>"
        )
    }

    static func missingElement(_ name: String, in scope: Scope, why: String) -> Diagnostic {
        Diagnostic(
            .missingElement,
            at: scope.location,
            what: "cannot find element '\(name)' in '\(scope.name)'",
            why: why,
            mend: "write <\(name) …> inside it"
        )
    }

    static func emptyValue(_ written: String, of name: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .emptyValue,
            at: place,
            what: "cannot use \(name) \(quoted(written))",
            why: "there is nothing in it that could be used",
            mend: "write a value between the quotes of \(name)=\"…\""
        )
    }

    static func unusableName(_ written: String, of name: String, element: String, at place: FileLocation) -> Diagnostic
    {
        let isVariable = element == "Variable"
        return Diagnostic(
            .unusableName,
            at: place,
            what: "cannot use \(name) \(quoted(written)) of '\(element)'",
            why: isVariable
                ? "an environment variable's name ends at the first '='"
                : "the name becomes part of paths, so '/', '\\' and line breaks would lead elsewhere",
            mend: isVariable ? "write a name without '='" : "write a name of letters, digits, '.', '-' and '_'"
        )
    }

    static func duplicateName(
        _ written: String,
        element: String,
        first: FileLocation,
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .duplicateName,
            at: place,
            what: "cannot use a second '\(element)' with the name \(quoted(written))",
            why: "it would not be known which is meant; the first stands at \(first.line):\(first.column)",
            mend: "remove one of them, or give it another name"
        )
    }

    static func duplicateVariable(_ written: String, first: FileLocation, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .duplicateVariable,
            at: place,
            what:
                "cannot keep two values of the variable \(quoted(written)), ignoring the one at \(first.line):\(first.column)",
            why: "a process has one value of each variable; the later one wins",
            mend: "remove one of them"
        )
    }

    static func badBoolean(_ written: String, of name: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .badBoolean,
            at: place,
            what: "cannot use \(name) \(quoted(written))",
            why: "it is neither true nor false",
            mend: "write \(name)=\"true\" or \(name)=\"false\""
        )
    }

    static func badNumber(
        _ written: String,
        of name: String,
        range: ClosedRange<Int>,
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .badNumber,
            at: place,
            what: "cannot use \(name) \(quoted(written))",
            why: "it is not a whole number between \(range.lowerBound) and \(range.upperBound)",
            mend: "write \(name)=\"N\" with a number in this range"
        )
    }

    static func badPort(_ written: String, of name: String, at place: FileLocation) -> Diagnostic {
        let anyPort = name == "localPort" || name == "localport"
        return Diagnostic(
            .badPort,
            at: place,
            what: "cannot use \(name) \(quoted(written))",
            why: "ports are the whole numbers from 1 to 65535",
            mend: "write \(name)=\"8080\", for example" + (anyPort ? ", or \(name)=\"*\" for any free port" : "")
        )
    }

    static func badPortRange(min: UInt16, max: UInt16, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .badPortRange,
            at: place,
            what: "cannot use ports from \(min) to \(max)",
            why: "the first lies behind the last, so there is no port between them",
            mend: "write min=\"\(max)\" max=\"\(min)\""
        )
    }

    static func unknownTaskType(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .unknownTaskType,
            at: place,
            what: "cannot use taskType \(quoted(written))",
            why: "the bootstrapper must know whether to wait for this task before it starts the next one",
            mend: didYouMean(written, TaskType.allCases.map(\.rawValue))
                + "write taskType=\"simple\", \"background\" or \"foreground\""
        )
    }

    static func unknownExecutionContext(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .unknownExecutionContext,
            at: place,
            what: "cannot use executionContext \(quoted(written))",
            why: "the bootstrapper must know with whose rights to run it",
            mend: didYouMean(written, ExecutionContext.allCases.map(\.rawValue))
                + "write executionContext=\"limited\" or \"elevated\""
        )
    }

    static func unknownProtocol(
        _ written: String,
        of element: String,
        known: [EndpointProtocol],
        at place: FileLocation
    ) -> Diagnostic {
        let names = known.map(\.rawValue)
        return Diagnostic(
            .unknownProtocol,
            at: place,
            what: "cannot use protocol \(quoted(written)) of '\(element)'",
            why: "such an endpoint speaks \(listed(names))",
            mend: didYouMean(written, names) + "write one of them"
        )
    }

    static func unknownChoice(_ written: String, of name: String, known: [String], at place: FileLocation) -> Diagnostic
    {
        Diagnostic(
            .unknownChoice,
            at: place,
            what: "cannot use \(name) \(quoted(written))",
            why: "there is \(listed(known)) only, in this spelling",
            mend: didYouMean(written, known) + "write one of them"
        )
    }

    static func badThumbprint(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .badThumbprint,
            at: place,
            what: "cannot use thumbprint \(quoted(written)), ignoring",
            why: "a thumbprint is 40 hexadecimal digits (SHA-1), so no certificate will be found by this one",
            mend: "write what 'openssl x509 -fingerprint -sha1' prints, without colons"
        )
    }

    static func severalVariableValues(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .severalVariableValues,
            at: place,
            what: "cannot use both values of the variable \(quoted(written))",
            why: "it has a value and a RoleInstanceValue, and a process sees one only",
            mend: "remove value=\"…\", or the RoleInstanceValue"
        )
    }

    static func missingVariableValue(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .missingVariableValue,
            at: place,
            what: "cannot find a value of the variable \(quoted(written))",
            why: "it has neither value=\"…\" nor a RoleInstanceValue",
            mend: "write value=\"\" for a variable that is there and empty"
        )
    }

    static func emptyEntryPoint(at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .emptyEntryPoint,
            at: place,
            what: "cannot find anything to run in 'EntryPoint'",
            why: "a role without an entry point has no 'EntryPoint' at all",
            mend:
                "write <ProgramEntryPoint commandLine=\"…\" setReadyOnProcessStart=\"true\" /> inside it, or remove it"
        )
    }

    static func severalEntryPoints(_ element: String, first: FileLocation, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .severalEntryPoints,
            at: place,
            what: "cannot run a second entry point, '\(element)'",
            why: "a role has one host process, and its entry point stands at \(first.line):\(first.column)",
            mend: "remove one of them; what runs beside the role is a background or foreground task"
        )
    }

    static func undeclaredName(
        _ written: String,
        kind: String,
        known: [String],
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .undeclaredName,
            at: place,
            what: "cannot find \(kind) \(quoted(written))",
            why: "it is used here but declared nowhere in this file",
            mend: nearest(to: written, among: known).map { "did you mean \(quoted($0))?" }
                ?? "declare \(kind) of this name" + (known.isEmpty ? "" : ", or use \(listed(known))")
        )
    }

    static func missingCertificate(_ endpoint: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .missingCertificate,
            at: place,
            what: "cannot find the certificate of https endpoint \(quoted(endpoint)), ignoring",
            why: "nobody can answer https without one",
            mend: "write certificate=\"NAME\" and declare NAME under 'Certificates'"
        )
    }

    static func badProbePath(isMissing: Bool, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .badProbePath,
            at: place,
            what: isMissing
                ? "cannot find attribute 'path' of an http probe" : "cannot use attribute 'path' of a tcp probe",
            why: isMissing ? "an http probe asks for a path" : "a tcp probe connects and asks for nothing",
            mend: isMissing ? "write path=\"/\", for example" : "remove it, or write protocol=\"http\""
        )
    }

    /// Returns "did you mean 'x'? " when something is near.
    static func didYouMean(_ written: String, _ known: [String]) -> String {
        nearest(to: written, among: known).map { "did you mean \(quoted($0))? " } ?? ""
    }
}
