extension Diagnostic {
    static func linuxAttributeOfLibrary(_ attribute: LinuxAttribute, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .misplacedLinuxAttribute,
            at: place,
            what: "cannot use attribute '\(attribute.qualifiedName)' for a role library",
            why: "the entry point is a 'NetFxEntryPoint'; its host is the bootstrapper's own and needs no telling",
            mend: "remove it; a library says itself when it is ready, busy or done"
        )
    }

    static func repeatedLinuxAttribute(
        _ attribute: LinuxAttribute,
        of element: String,
        first: FileLocation,
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .repeatedLinuxAttribute,
            at: place,
            what: "cannot use attribute '\(attribute.qualifiedName)' of '\(element)'",
            why:
                "it stands on 'Runtime' at \(first.line):\(first.column) already, and both are about the one host process",
            mend: "remove one of them"
        )
    }

    static func badDuration(
        _ written: String,
        of attribute: LinuxAttribute,
        allowsZero: Bool,
        at place: FileLocation
    ) -> Diagnostic {
        let range = allowsZero ? "from 0 to 366 days" : "above 0, up to 366 days"
        return Diagnostic(
            .badDuration,
            at: place,
            what: "cannot use \(attribute.qualifiedName) \(quoted(written))",
            why: "a duration is a whole number with a unit, \(range)",
            mend: "write 500ms, 30s, 5m or 1h (without a unit: seconds); 'none' for no limit"
        )
    }

    static func badStopSignal(_ written: String, at place: FileLocation) -> Diagnostic {
        let near = nearest(to: written, among: StopSignal.numbers.keys.sorted().map { "SIG" + $0 })
        return Diagnostic(
            .badStopSignal,
            at: place,
            what: "cannot use linux:stopSignal \(quoted(written))",
            why: "it must be a signal of Linux that can make a process end (SIGSTOP can not)",
            mend: (near.map { "did you mean \(quoted($0))? " } ?? "")
                + "write a name like SIGTERM or QUIT, or a number from 1 to 64"
        )
    }

    static func badSuccessExitCodes(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .badSuccessExitCodes,
            at: place,
            what: "cannot use linux:successExitCodes \(quoted(written))",
            why: "exit codes are whole numbers from 0 to 255, and a range runs upwards",
            mend: "write a list like \"0 143 200-205\""
        )
    }

    static func unknownRestartPolicy(_ written: String, at place: FileLocation) -> Diagnostic {
        let known = RestartPolicy.allCases.map(\.rawValue)
        return Diagnostic(
            .unknownRestartPolicy,
            at: place,
            what: "cannot use linux:restart \(quoted(written))",
            why: "the bootstrapper must know what to do when this task ends",
            mend: didYouMean(written, known) + "write \(listed(known))"
        )
    }

    static func unknownRuntimeEndpoint(_ written: String, at place: FileLocation) -> Diagnostic {
        let known = RuntimeEndpointTransport.allCases.map(\.rawValue)
        return Diagnostic(
            .unknownRuntimeEndpoint,
            at: place,
            what: "cannot use linux:runtimeEndpoint \(quoted(written))",
            why: "the runtime endpoint is there as Unix sockets and as FIFOs, or not at all",
            mend: didYouMean(written, known) + "write \(listed(known))"
        )
    }

    static func badReadiness(_ written: String, why: String, at place: FileLocation?) -> Diagnostic {
        let known = Readiness.forms.map { String($0.prefix { $0 != ":" }) }
        let kind = String(written.prefix { $0 != ":" })
        return Diagnostic(
            .badReadiness,
            at: place,
            what: "cannot use readiness \(quoted(written))",
            why: why,
            mend: didYouMean(kind, known) + "write \(listed(Readiness.forms))"
        )
    }

    static func httpsReadiness(_ written: String, at place: FileLocation?) -> Diagnostic {
        Diagnostic(
            .httpsReadiness,
            at: place,
            what: "cannot use readiness \(quoted(written))",
            why: "the bootstrapper speaks plain HTTP only; it does not check certificates",
            mend: "write tcp:HOST:PORT, a plain http:// address on the loopback interface, or exec:curl -fsS \(written)"
        )
    }

    static func badStatusCheck(_ written: String, at place: FileLocation?) -> Diagnostic {
        Diagnostic(
            .badStatusCheck,
            at: place,
            what: "cannot use linux:statusCheck \(quoted(written))",
            why: "a descriptor says once that something has become ready; a status check asks again and again",
            mend: "write 'notify' (WATCHDOG=1), 'tcp:…', 'unix:…', 'http://…', 'file:…' or 'exec:…'"
        )
    }

    static func wrongTaskType(_ attribute: LinuxAttribute, type: TaskType, at place: FileLocation) -> Diagnostic {
        let why: String
        let mend: String
        switch (attribute, type) {
        case (.timeout, _):
            why = "a \(type.rawValue) task is not waited for; it may run as long as the role does"
            mend = "remove it, or make the task simple; how long its start may take is linux:readinessTimeout"
        case (.restart, _):
            why = "a simple task runs once, and must exit with success for the role to go on"
            mend = "remove it, or write taskType=\"background\""
        default:
            why = "a simple task is ready when it has exited with success"
            mend = "write it on the background task that is waited for, or write taskType=\"background\""
        }
        return Diagnostic(
            .wrongTaskType,
            at: place,
            what: "cannot use attribute '\(attribute.qualifiedName)' of a \(type.rawValue) task",
            why: why,
            mend: mend
        )
    }

    static func blockStartupWithoutAgent(_ commandLine: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .blockStartupWithoutAgent,
            at: place,
            what: "cannot find the background task that \(quoted(commandLine)) waits for, ignoring",
            why:
                "no earlier background task has the same program and folder, so this one runs as an ordinary simple task",
            mend: "write the background task before it, with the same program and relativePath"
        )
    }
}
