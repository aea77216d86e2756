internal import RuntimeClient
internal import RuntimeProtocol

extension EndpointRuntime {
    /// Takes every goal state until the process ends; looks for the server again when it has gone.
    func follow(_ first: GoalStateStream) {
        var goalStates: GoalStateStream? = first
        var pause: Duration = .milliseconds(100)
        var checks = CheckTimetable(interval: checkInterval)
        if let known = state.withLock({ $0?.goalState }), known.expectedState == .stopped { stop(known) }
        while !isAtEnd {
            guard let open = goalStates else {
                bell.wait(milliseconds: Int32(pause / .milliseconds(1)))
                pause = min(pause * 2, .seconds(30))
                goalStates = isAtEnd ? nil : try? connection.goalStates()
                continue
            }
            let delay = checks.delay(isWanted: !events.statusCheck.isEmpty)
            switch try? open.next(within: delay, wake: bell.descriptor) {
            case .state(let goalState):
                pause = .milliseconds(100)
                take(goalState)
            case .late:
                checks.begin()
                check()
            case .woken: bell.empty()
            case .ended, nil: goalStates = nil
            }
        }
    }

    private func take(_ goalState: GoalState) {
        guard let known = state.withLock({ $0 }), goalState.incarnation > known.goalState.incarnation else { return }
        guard goalState.expectedState == .started else { return stop(goalState) }
        let snapshot: EnvironmentSnapshot
        do { snapshot = EnvironmentSnapshot(try connection.environment(of: goalState)) } catch {
            return Complaint.write("cannot take configuration \(goalState.incarnation): \(error.description)")
        }
        let difference = EnvironmentDifference(from: known.snapshot.document, to: snapshot.document)
        let changes = difference.changes.map(RoleEnvironmentChange.init)
        if !changes.isEmpty, events.isCancelled(changes) {
            // Nothing else is answered to it (§5.1), and the old environment stays in force.
            return complaining { () throws(RuntimeClientFailure) in
                try reporter.update(in: goalState) { $0.final = .recycle }
            }
        }
        state.withLock { $0 = State(goalState: goalState, snapshot: snapshot) }
        complaining { () throws(RuntimeClientFailure) in try reporter.accept(goalState) }
        if !changes.isEmpty { events.changed.raise(RoleEnvironmentChanged(changes: changes)) }
    }

    private func stop(_ goalState: GoalState) {
        state.withLock { $0?.goalState = goalState }
        events.stop()
        complaining { () throws(RuntimeClientFailure) in try reporter.update(in: goalState) { $0.final = .stopped } }
    }

    private func check() {
        guard let goalState = state.withLock({ $0?.goalState }) else { return }
        let isBusy = events.check(limit: min(checkInterval, .seconds(5))) == .busy
        // Until the next check, and a little longer: its answer takes its time, too.
        let until = RuntimeInstant.fromSystemClock().advanced(by: checkInterval + .seconds(5))
        complaining { () throws(RuntimeClientFailure) in
            try reporter.update(in: goalState) { $0.busyUntil = isBusy ? until : nil }
        }
    }

    private func complaining(_ work: () throws(RuntimeClientFailure) -> Void) {
        do { try work() } catch { Complaint.write(error.description) }
    }
}

extension RoleEnvironmentChange {
    fileprivate init(_ change: EnvironmentDifference.Change) {
        switch change {
        case .configurationSetting(let name): self = .configurationSetting(name: name)
        case .topology(let role): self = .topology(roleName: role)
        }
    }
}
