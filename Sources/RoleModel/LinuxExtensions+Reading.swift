import XMLText

extension LinuxExtensions {
    /// Reads what an element has in our namespace; faults are reported.
    init(_ scope: Scope) {
        user = scope.linuxText(.user)
        timeout = scope.duration(.timeout, .timeout, allowsZero: false, unlimited: &unlimited)
        readinessTimeout = scope.duration(
            .readinessTimeout,
            .readinessTimeout,
            allowsZero: false,
            unlimited: &unlimited
        )
        stopTimeout = scope.duration(.stopTimeout, .stopTimeout, allowsZero: true, unlimited: &unlimited)
        readiness = scope.parsed(.readiness) { text, place throws(Diagnostic) in try Readiness(text, at: place) }
        statusCheck = scope.parsed(.statusCheck) { text, place throws(Diagnostic) in
            try Readiness(statusCheck: text, at: place)
        }
        restart = scope.linuxChoice(.restart) { .unknownRestartPolicy($0, at: $1) }
        runtimeEndpoint = scope.linuxChoice(.runtimeEndpoint) { .unknownRuntimeEndpoint($0, at: $1) }
        stopSignal = scope.parsed(.stopSignal) { text, place throws(Diagnostic) in
            guard let number = StopSignal.number(of: text) else { throw .badStopSignal(text, at: place) }
            return number
        }
        successExitCodes = scope.parsed(.successExitCodes) { text, place throws(Diagnostic) in
            guard let codes = ExitCodes.parse(text) else { throw .badSuccessExitCodes(text, at: place) }
            return codes
        }
    }

    /// Returns the extensions with those of `inner` on top of them.
    func merging(_ inner: LinuxExtensions) -> LinuxExtensions {
        var merged = self
        merged.user = inner.user ?? user
        merged.timeout = inner.timeout ?? timeout
        merged.readiness = inner.readiness ?? readiness
        merged.readinessTimeout = inner.readinessTimeout ?? readinessTimeout
        merged.statusCheck = inner.statusCheck ?? statusCheck
        merged.restart = inner.restart ?? restart
        merged.stopSignal = inner.stopSignal ?? stopSignal
        merged.stopTimeout = inner.stopTimeout ?? stopTimeout
        merged.successExitCodes = inner.successExitCodes ?? successExitCodes
        merged.runtimeEndpoint = inner.runtimeEndpoint ?? runtimeEndpoint
        merged.unlimited.formUnion(inner.unlimited)
        return merged
    }
}

extension Scope {
    fileprivate func linuxText(_ name: LinuxAttribute) -> String? {
        guard let attribute = attribute(name) else { return nil }
        guard !attribute.value.isBlank else {
            faults.error(.emptyValue(attribute.value, of: name.qualifiedName, at: place(attribute.valueLocation)))
            return nil
        }
        return attribute.value.trimmed
    }

    fileprivate func parsed<Value>(
        _ name: LinuxAttribute,
        _ parse: (String, FileLocation) throws(Diagnostic) -> Value
    ) -> Value? {
        guard let text = linuxText(name), let attribute = attribute(name) else { return nil }
        do throws(Diagnostic) {
            return try parse(text, place(attribute.valueLocation))
        } catch {
            faults.error(error)
            return nil
        }
    }

    fileprivate func linuxChoice<Choice: RawRepresentable>(
        _ name: LinuxAttribute,
        fault: (String, FileLocation) -> Diagnostic
    ) -> Choice? where Choice.RawValue == String {
        parsed(name) { text, place throws(Diagnostic) in
            guard let choice = Choice(rawValue: text) else { throw fault(text, place) }
            return choice
        }
    }

    fileprivate func duration(
        _ name: LinuxAttribute,
        _ limit: LinuxExtensions.Limit,
        allowsZero: Bool,
        unlimited: inout Set<LinuxExtensions.Limit>
    ) -> Duration? {
        let written = parsed(name) { text, place throws(Diagnostic) in
            guard let written = WrittenDuration(text), allowsZero || written != .after(.zero) else {
                throw .badDuration(text, of: name, allowsZero: allowsZero, at: place)
            }
            return written
        }
        switch written {
        case .after(let duration): return duration
        case .never:
            unlimited.insert(limit)
            return nil
        case nil: return nil
        }
    }
}
