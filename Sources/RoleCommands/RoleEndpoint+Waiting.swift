import JSONText
import RoleModel
import RuntimeClient
import RuntimeProtocol

extension RoleEndpoint {
    /// Waits until the configuration or the topology differs from what it is now, and says in what.
    func waitForChange(
        within timeout: Duration?,
        since: UInt64?,
        json: Bool,
        _ say: (String) -> Void
    ) throws(RoleCommandFault) -> RoleExitCode {
        let goalStates = try asking { () throws(RuntimeClientFailure) in try connection.goalStates() }
        let deadline = Deadline(after: timeout)
        var known = try next(goalStates, by: Deadline(after: connection.limit), "the goal state")
        guard known.expectedState == .started else { return .stopping }
        if let since, known.incarnation > since {
            // The environment that the caller knew is gone: what it differs in can not be told any more.
            if json { say(Self.json(known.incarnation, nil)) }
            return .done
        }
        var environment = try environment(of: known)
        while true {
            let state = try next(goalStates, by: deadline, "a change")
            guard state.incarnation > known.incarnation else { continue }
            guard state.expectedState == .started else { return .stopping }
            let newer = try self.environment(of: state)
            let difference = EnvironmentDifference(from: environment, to: newer)
            (known, environment) = (state, newer)
            // A caller that has seen an incarnation wants to hear of the next one even if the file that was read in
            // between was already the new one's.
            guard !difference.isEmpty || since != nil else { continue }
            if json { say(Self.json(known.incarnation, difference)) } else { Self.lines(difference).forEach(say) }
            return .done
        }
    }

    /// Waits until the role is to stop.
    func waitForStop(within timeout: Duration?) throws(RoleCommandFault) -> RoleExitCode {
        let goalStates = try asking { () throws(RuntimeClientFailure) in try connection.goalStates() }
        let deadline = Deadline(after: timeout)
        while try next(goalStates, by: deadline, "the stop").expectedState != .stopped {}
        return .done
    }

    private func environment(of state: GoalState) throws(RoleCommandFault) -> RoleEnvironmentDocument {
        try asking { () throws(RuntimeClientFailure) in try connection.environment(of: state) }
    }

    private func next(
        _ goalStates: GoalStateStream,
        by deadline: Deadline,
        _ what: String
    ) throws(RoleCommandFault) -> GoalState {
        let news = try asking { () throws(RuntimeClientFailure) in try goalStates.next(within: deadline.remaining) }
        switch news {
        case .state(let state): return state
        case .late: throw RoleCommandFault(.timedOut, "cannot wait any longer for \(what): the time is up")
        case .woken, .ended:
            throw RoleCommandFault(
                .noEndpoint,
                "cannot wait for \(what): the bootstrapper has closed the runtime endpoint; the role is coming to its end"
            )
        }
    }

    private static func lines(_ difference: EnvironmentDifference) -> [String] {
        difference.changes.map { change in
            switch change {
            case .configurationSetting(let name): "setting \(name)\n"
            case .topology(let role): "topology \(role)\n"
            }
        }
    }

    private static func json(_ incarnation: UInt64, _ difference: EnvironmentDifference?) -> String {
        let changes = difference.map { difference in
            JSON.array(
                difference.changes.map { change in
                    switch change {
                    case .configurationSetting(let name):
                        .object([("kind", .string("setting")), ("name", .string(name))])
                    case .topology(let role): .object([("kind", .string("topology")), ("name", .string(role))])
                    }
                }
            )
        }
        return JSON.object([("incarnation", .integer(Int(clamping: incarnation))), ("changes", changes ?? .null)])
            .lineText + "\n"
    }
}
