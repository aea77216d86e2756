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
        let deadline = Deadline(after: timeout)
        let known = try asking { () throws(RuntimeClientFailure) in try connection.currentGoalState() }
        guard known.expectedState == .started else { return .stopping }
        if let since, known.incarnation > since {
            // The environment that the caller knew is gone: what it differs in can not be told any more.
            if json { say(Self.json(known.incarnation, nil)) }
            return .done
        }
        let environment = try environment(of: known)
        // Asked a second time: the file that was read may be a newer incarnation's already, and nothing in it says so.
        let goalStates = try asking { () throws(RuntimeClientFailure) in try connection.goalStates() }
        let first = try next(goalStates, by: Deadline(after: connection.limit), "the goal state")
        let isLate = first.incarnation > known.incarnation
        var state = first
        while true {
            guard state.expectedState == .started else { return .stopping }
            if state.incarnation > known.incarnation {
                let difference = EnvironmentDifference(from: environment, to: try self.environment(of: state))
                if !difference.isEmpty || isLate || since != nil {
                    // What has come since the command began and is not to be seen was in the file that was read.
                    let isSeen = !(isLate && difference.isEmpty)
                    if json { say(Self.json(state.incarnation, isSeen ? difference : nil)) }
                    if !json { Self.lines(difference).forEach(say) }
                    return .done
                }
            }
            state = try next(goalStates, by: deadline, "a change")
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
