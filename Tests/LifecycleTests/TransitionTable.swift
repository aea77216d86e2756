@testable import Lifecycle

/// What the machine does in each phase at each event, as it was seen to.
struct TransitionTable {
    private struct Row {
        var next: Set<String> = []
        var orders: Set<String> = []
    }

    private var rows: [String: [String: Row]] = [:]

    /// The phases in the order of a life.
    static let phases = [
        "idle", "runningTask", "awaitingAgent", "startingHost", "running", "stopping: draining", "stopping: raising",
        "stopping: foremost",
        "stopping: background", "stopping: foreground", "stopping: everything", "stopping: stragglers",
        "stopping: killedStragglers", "recycling", "recycling: preparing", "finished",
    ]

    mutating func note(_ before: Machine, _ event: Event, _ effects: [Effect], _ after: Machine) {
        let key = Self.name(event, before)
        rows[Self.name(before.phase), default: [:]][key, default: Row()].next.insert(Self.name(after.phase))
        for effect in effects {
            rows[Self.name(before.phase)]?[key]?.orders.insert(Self.name(effect))
        }
    }

    mutating func add(_ other: TransitionTable) {
        for (phase, events) in other.rows {
            for (event, row) in events {
                rows[phase, default: [:]][event, default: Row()].next.formUnion(row.next)
                rows[phase]?[event]?.orders.formUnion(row.orders)
            }
        }
    }

    /// The table as Markdown.
    var markdown: String {
        var lines = ["| Phase | Event | Next phase | Orders |", "|---|---|---|---|"]
        for phase in Self.phases {
            for (event, row) in (rows[phase] ?? [:]).sorted(by: { $0.key < $1.key }) {
                let next = Self.phases.filter(row.next.contains)
                    .map { $0 == phase ? "(same)" : $0 }.joined(separator: ", ")
                let orders = row.orders.sorted().joined(separator: ", ")
                guard next != "(same)" || !orders.isEmpty else { continue }
                lines.append("| \(phase) | \(event) | \(next) | \(orders) |")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func name(_ phase: Phase) -> String {
        switch phase {
        case .idle: "idle"
        case .runningTask: "runningTask"
        case .awaitingAgent: "awaitingAgent"
        case .startingHost: "startingHost"
        case .running: "running"
        case .stopping(let stop):
            switch stop.stage {
            case .draining: "stopping: draining"
            case .raising: "stopping: raising"
            case .ending(let group, _): "stopping: \(group.rawValue)"
            case .stragglers: "stopping: stragglers"
            case .killedStragglers: "stopping: killedStragglers"
            }
        case .recycling(let timer, _): timer == nil ? "recycling: preparing" : "recycling"
        case .finished: "finished"
        }
    }

    private static func name(_ effect: Effect) -> String {
        switch effect {
        case .spawn: "spawn"
        case .watchReadiness: "watchReadiness"
        case .unwatchReadiness: "unwatchReadiness"
        case .announceStop: "announceStop"
        case .raiseStopping: "raiseStopping"
        case .terminate: "terminate"
        case .kill: "kill"
        case .startTimer: "startTimer"
        case .extendTimer: "extendTimer"
        case .cancelTimer: "cancelTimer"
        case .checkStatus: "checkStatus"
        case .terminateStragglers: "terminateStragglers"
        case .killStragglers: "killStragglers"
        case .beginIncarnation: "beginIncarnation"
        case .finish: "finish"
        case .publish(let status): "publish \(status.rawValue)"
        }
    }

    private static func name(_ event: Event, _ machine: Machine) -> String {
        switch event {
        case .timerFired(let timer): "timerFired: " + (machine.timers[timer].map(name) ?? "unknown")
        case .childExited(let child, _): "childExited: " + machine.kind(child)
        case .childStarted(let child): "childStarted: " + machine.kind(child)
        case .childStartFailed(let child, _): "childStartFailed: " + machine.kind(child)
        case .childReady(let child): "childReady: " + machine.kind(child)
        case .readinessLost(let child): "readinessLost: " + machine.kind(child)
        case .hostReported(_, let status): "hostReported: " + status.rawValue
        case .statusCheckAnswered(_, let status): "statusCheckAnswered: " + status.rawValue
        case .startRequested: "startRequested"
        case .timeExtended: "timeExtended"
        case .hostStopped: "hostStopped"
        case .stopRequested: "stopRequested"
        case .recycleRequested: "recycleRequested"
        case .incarnationPrepared: "incarnationPrepared"
        case .restartRequested: "restartRequested"
        case .stragglersGone: "stragglersGone"
        }
    }

    private static func name(_ purpose: TimerPurpose) -> String {
        switch purpose {
        case .taskTimeout: "taskTimeout"
        case .blockTimeout: "blockTimeout"
        case .agentReadinessLost: "agentReadinessLost"
        case .hostReadiness: "hostReadiness"
        case .hostReadinessLost: "hostReadinessLost"
        case .youth: "youth"
        case .restart: "restart"
        case .statusCheck: "statusCheck"
        case .statusCheckTimeout: "statusCheckTimeout"
        case .steady: "steady"
        case .drain: "drain"
        case .onStop: "onStop"
        case .stopTimeout: "stopTimeout"
        case .killDeadline: "killDeadline"
        case .stragglers: "stragglers"
        case .stragglersKilled: "stragglersKilled"
        case .recycle: "recycle"
        }
    }
}

extension Machine {
    /// Whose child it is.
    fileprivate func kind(_ child: ChildID) -> String {
        switch live[child]?.work {
        case .host: "host"
        case .task(let index): plan.tasks[index].type.rawValue
        case nil: "unknown"
        }
    }
}
