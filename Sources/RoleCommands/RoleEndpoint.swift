import RuntimeClient
import RuntimeProtocol

/// The runtime endpoint as the commands use it.
struct RoleEndpoint {
    let connection: RuntimeConnection

    init(_ environment: [String: String], clientID: String) throws(RoleCommandFault) {
        do { connection = try RuntimeConnection(environment: environment, clientID: clientID) } catch {
            throw RoleCommandFault(error)
        }
    }

    /// Does what was asked for.
    func perform(_ request: RoleRequest, _ say: (String) -> Void) throws(RoleCommandFault) -> RoleExitCode {
        switch request {
        case .help: return .done
        case .waitChanged(let timeout, let since, let json):
            return try waitForChange(within: timeout, since: since, json: json, say)
        case .waitStopping(let timeout): return try waitForStop(within: timeout)
        case .setStatus(let status, for: let duration, client: _): try report(status, for: duration)
        case .clearStatus:
            try asking { () throws(RuntimeClientFailure) in
                try connection.release(in: connection.currentGoalState())
            }
        case .requestRecycle: try report(.recycle, for: nil)
        case .setting, .settings, .endpoint, .resource, .resources, .instance, .instances, .deployment, .incarnation:
            for line in try answer(request) { say(line + "\n") }
        }
        return .done
    }

    private func answer(_ request: RoleRequest) throws(RoleCommandFault) -> [String] {
        let goalState = try asking { () throws(RuntimeClientFailure) in try connection.currentGoalState() }
        if case .incarnation = request { return [String(goalState.incarnation)] }
        let environment = try asking { () throws(RuntimeClientFailure) in try connection.environment(of: goalState) }
        let answers = RoleAnswers(environment: environment)
        switch request {
        case .setting(let name): return [try answers.setting(name)]
        case .settings(let json): return answers.settings(json: json)
        case .endpoint(let question): return try answers.endpoints(question)
        case .resource(let name, let form): return [try answers.resource(name, form)]
        case .resources(let json): return answers.resources(json: json)
        case .instance(let form): return [answers.instance(form)]
        case .instances(let role, let json): return try answers.instances(role: role, json: json)
        case .deployment(let form): return [answers.deployment(form)]
        case .help, .incarnation, .setStatus, .clearStatus, .requestRecycle, .waitChanged, .waitStopping: return []
        }
    }

    private func report(_ status: ReportedStatus, for duration: Duration?) throws(RoleCommandFault) {
        if status == .stopped { StopSignal.hold() }
        try asking { () throws(RuntimeClientFailure) in
            let until = duration.map { RuntimeInstant.fromSystemClock().advanced(by: $0) } ?? .forever
            try connection.report(status, until: until, in: connection.currentGoalState())
        }
    }

    /// Says a failure of the endpoint as a command says it.
    func asking<Answer>(
        _ question: () throws(RuntimeClientFailure) -> Answer
    ) throws(RoleCommandFault) -> Answer {
        do { return try question() } catch { throw RoleCommandFault(error) }
    }
}
