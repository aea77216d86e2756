import Lifecycle
import LogCapture

/// What a role that is not simply Ready or Busy is about.
struct Waiting: Equatable {
    var phase: InstancePhase
    var awaited: Status.Awaited?
}

/// Who is not Ready yet, or not gone yet, says what it waits for: to the service manager, and on a terminal (behaviour G5, F3).
extension RoleRun {
    /// Tells it when it is another thing than before.
    func tellOfWaiting() {
        guard systemd.isPresent || terminal.isLive else { return }
        let state = Waiting(phase: machine.instancePhase, awaited: machine.awaited)
        guard state != waiting?.state else { return }
        waiting = (state, .now)
        let text = story.text(of: state)
        if let text { systemd.tell(text) }
        terminal.show(state, text, taskCount: role.plan.tasks.count, isAsked: stopRequests > 0)
    }

    /// SIGHUP: a service manager hears when the change begins and when it is over.
    ///
    /// On a terminal that is gone it means what it says: nobody is there any more to see or to stop the role.
    func reload() {
        guard !terminal.hasGone else {
            if stopRequests == 0 {
                capture.record(.info, "HUP, and the terminal has gone: stopping in order")
                record?.add(.stopRequested(nil))
                stop()
            }
            return
        }
        systemd.reloads()
        changeConfiguration(.signal)
        endReload()
    }

    /// Says that nothing is changed any more, unless something is.
    func endReload() {
        if change == nil, pendingChange == nil { systemd.hasReloaded() }
    }
}

extension RunStory {
    /// `Starting: waits for startup task 2 of 5 'setup.sh'`; nil for what needs no words.
    func text(of state: Waiting) -> String? {
        let what = state.awaited.map(text(of:))
        switch state.phase {
        case .creating, .starting: return "Starting" + (what.map { ": " + $0 } ?? "")
        case .stopping, .unresponsive, .stopped: return "Stopping" + (what.map { ": " + $0 } ?? "")
        case .restarting, .cycling, .failedStarting: return "Recycling: begins again after a delay"
        // Busy may be the time before the host has become Ready for the first time.
        case .busy: return what.map { "Starting: " + $0 }
        case .ready: return nil
        }
    }

    private func text(of awaited: Status.Awaited) -> String {
        switch awaited {
        case .start: "begins"
        case .task(let index): "waits for " + taskName(index)
        case .agent(_, let agent): "waits until \(taskName(agent)) is initialised"
        case .hostStart: "starts " + name(of: .host)
        case .hostReady: "waits until \(name(of: .host)) is Ready"
        case .drain: "serves on, out of rotation"
        case .hostStopping: "waits for Stopping and OnStop of " + name(of: .host)
        case .children(let works): "waits for the end of " + names(of: works)
        case .stragglers: "waits for the end of processes that tasks or the host have left"
        case .recycle: "waits for the next incarnation"
        }
    }

    /// The first two by name, the others by number.
    private func names(of works: [Work]) -> String {
        guard works.count > 2 else { return works.map(name(of:)).joined(separator: " and ") }
        return works.prefix(2).map(name(of:)).joined(separator: ", ") + " and \(works.count - 2) more"
    }
}
