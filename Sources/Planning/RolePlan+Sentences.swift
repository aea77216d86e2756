import Lifecycle
import RoleModel

extension PlannedTask {
    /// What follows from its start and its end.
    func thenText(agent: PlannedTask?) -> String {
        let limit = schedule.timeout.map { ", or no end within \(DurationText.spoken($0))," } ?? ""
        let codes = schedule.successExitCodes.sorted().map(String.init).joined(separator: ", ")
        let good = schedule.successExitCodes == [0] ? "exit 0" : "exit \(codes)"
        switch (type, block, agent) {
        case (.simple, .native, let agent?):
            let kind = agent.readiness?.text ?? ""
            let within = DurationText.spoken(schedule.readinessTimeout)
            return "goes on when task \(agent.number) '\(agent.name)' is ready (\(kind)), within \(within)"
        case (.simple, .program, let agent?):
            return "\(good) goes on; anything else\(limit) fails the start, as does a failing end of task "
                + "\(agent.number) '\(agent.name)'"
        case (.simple, _, _): return "\(good) goes on; anything else\(limit) fails the start"
        case (.background, _, _): return "goes on at once; it runs beside the role\(restartText)"
        case (.foreground, _, _):
            return "goes on at once; the role can not end before it has ended\(restartText)"
        }
    }

    private var restartText: String {
        switch schedule.restart {
        case .never: ""
        case .onFailure: "; started again after a failure"
        case .always: "; started again whenever it ends"
        }
    }
}

extension PlannedHost {
    /// When the host is Ready.
    var readyText: String {
        let within = schedule.readinessTimeout.map { ", within \(DurationText.spoken($0))" } ?? ""
        return switch schedule.readyWhen {
        case .started: "it has been started"
        case .readinessHolds: (readiness?.text ?? "its readiness holds") + within
        case .reported where schedule.isResident: "OnStart has returned true" + within
        case .reported: "it says so (runtime endpoint or sd_notify)" + within
        }
    }

    /// What a StatusCheck asks.
    var statusCheckText: String {
        statusCheck.map { "a StatusCheck (\($0.text))" } ?? "a StatusCheck (it lives)"
    }
}
