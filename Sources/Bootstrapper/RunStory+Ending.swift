import Lifecycle
import LogCapture

/// What is known of the last child of each work, for the verdict.
struct LastNews {
    /// Its last lines.
    let words: [Work: [CapturedLine]]
    /// How long it lived.
    let lifetimes: [Work: Duration]
    /// What a resident host said about its end, or was doing.
    let host: String?
}

extension RunStory {
    /// The verdict of a run: who ended it, how, after how long, and what it said last.
    ///
    /// - Parameters:
    ///   - reason: why it ended.
    ///   - code: our own exit code.
    ///   - last: what is known of the last child of each work.
    func finished(_ reason: FinishReason, code: Int32, last: LastNews) {
        tell(reason, "exit code \(code)", last, fields: [LogField("event", "end"), LogField("code", Int(code))])
    }

    /// The verdict of an incarnation that another one follows.
    func recycles(after reason: FinishReason, in delay: Duration, last: LastNews) {
        let then = "the role begins again in \(SecondsText.short(delay))"
        tell(reason, then, last, fields: [LogField("event", "recycle")])
    }

    private func tell(_ reason: FinishReason, _ consequence: String, _ last: LastNews, fields: [LogField]) {
        var text = verdict(reason)
        if let work = suspects(reason).first, let lifetime = last.lifetimes[work] {
            text += " after \(SecondsText.short(lifetime))"
        }
        if let words = last.host, suspects(reason).contains(.host) { text += ", " + words }
        text += "; " + consequence
        let isFault = isFault(reason)
        for work in suspects(reason) where isFault {
            guard let lines = last.words[work], !lines.isEmpty else { continue }
            text += "\n  last lines of \(name(of: work)):"
            for line in lines { text += "\n  | \(line.text)" }
        }
        capture.record(isFault ? .error : .info, text, fields: fields)
    }

    private func isFault(_ reason: FinishReason) -> Bool {
        switch reason {
        case .stopped, .recycleRequested: false
        case .hostExited(let status): !status.isSuccess(role.plan.host?.schedule.successExitCodes ?? [0])
        case .startupTaskFailed, .blockFailed, .hostStartFailed, .hostReadinessTimedOut, .hostReadinessLost,
            .unresponsive:
            true
        }
    }

    func suspects(_ reason: FinishReason) -> [Work] {
        switch reason {
        case .startupTaskFailed(let task, _): [.task(task)]
        case .blockFailed(let task, let agent, _): [.task(agent), .task(task)]
        case .hostExited, .hostReadinessTimedOut, .hostReadinessLost, .unresponsive: [.host]
        case .stopped, .recycleRequested, .hostStartFailed: []
        }
    }

    /// Why a run ended, for a person.
    func verdict(_ reason: FinishReason) -> String {
        switch reason {
        case .stopped: return "Stopped as asked"
        case .recycleRequested: return "stopped for a recycle"
        case .startupTaskFailed(let task, let failure):
            return "\(taskName(task))\(place(of: .task(task))) \(Self.text(failure))"
        case .blockFailed(let task, let agent, let failure):
            return "\(taskName(task))\(place(of: .task(task))) waited in vain: "
                + "\(taskName(agent))\(place(of: .task(agent))) \(Self.text(failure))"
        case .hostStartFailed(let failure):
            return "cannot start \(name(of: .host))\(place(of: .host)): \(Self.text(failure))"
        case .hostReadinessTimedOut: return "\(name(of: .host))\(place(of: .host)) did not become Ready in time"
        case .hostReadinessLost:
            return
                "\(name(of: .host))\(place(of: .host)) closed its readiness channel (READY_FD) without having become "
                + "Ready, and goes on"
        case .hostExited(let status): return "\(name(of: .host))\(place(of: .host)) \(Self.text(status))"
        case .unresponsive:
            return "\(name(of: .host))\(place(of: .host)) is Unresponsive: it answered "
                + "\(role.plan.plan.statusCheckMisses) StatusChecks in a row not at all"
        }
    }

    static func text(_ failure: TaskFailure) -> String {
        switch failure {
        case .ended(let status): text(status)
        case .startFailed(let failure): "could not be started: \(text(failure))"
        case .timedOut: "ran longer than its timeout"
        }
    }

    private static func text(_ failure: BlockFailure) -> String {
        switch failure {
        case .agentEnded(let status): text(status)
        case .agentStartFailed(let failure): "could not be started: \(text(failure))"
        case .readinessLost: "closed its readiness channel without having become ready"
        case .timedOut: "did not become ready in time"
        }
    }
}
