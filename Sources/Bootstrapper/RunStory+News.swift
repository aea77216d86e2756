import Lifecycle
import LogCapture
import RoleModel
import Supervision

extension RunStory {
    func kills(_ work: Work) {
        capture.record(.warning, "\(name(of: work)) does not end; killing it and everything it started")
    }

    func reaped(_ pid: Int32, _ status: TerminationStatus, _ program: String?) {
        capture.record(.debug, "reaped orphan \(program ?? "?") (pid \(pid)), which \(Self.text(status))")
    }

    func refused(_ reason: String) {
        capture.record(.warning, "cannot hear a notification: \(reason), ignoring")
    }

    func heard(_ notification: Supervision.Notification, from work: Work) {
        switch notification {
        case .status(let text) where !text.isEmpty: capture.record(.info, "\(name(of: work)) says: \(text)")
        case .reloading: capture.record(.info, "\(name(of: work)) reloads")
        case .stopping: capture.record(.info, "\(name(of: work)) is about to end")
        case .extendTimeout(let time):
            capture.record(.info, "\(name(of: work)) asks for \(SecondsText.short(time)) more")
        case .mainProcess(let pid):
            capture.record(.info, "\(name(of: work)) names process \(pid) as its main one")
        case .failed(let number):
            capture.record(.warning, "\(name(of: work)) has failed: \(SystemErrorText.text(number))")
        case .failedOnBus(let error): capture.record(.warning, "\(name(of: work)) has failed: \(error)")
        case .ready, .status, .watchdog, .watchdogTriggered, .watchdogInterval, .exitStatus: break
        }
    }

    func missed(_ miss: NotifyWatchdog.Miss, of work: Work) {
        let what =
            switch miss {
            case .silent(let time): "has not said WATCHDOG=1 for \(SecondsText.short(time))"
            case .triggered: "says that it does not work (WATCHDOG=trigger)"
            }
        capture.record(.warning, "\(name(of: work)) \(what): StatusChecks have no answer until it does")
    }

    func checked(_ status: RoleInstanceStatus) {
        capture.record(.debug, "StatusCheck: \(status.rawValue)")
    }

    func wasAskedToStop(_ signal: Int32, sender: Int32, again: Bool) {
        let by = sender > 0 ? " from pid \(sender)" : ""
        let what = again ? "stopping at once" : "stopping in order; once more stops at once"
        capture.record(.info, "\(SignalName.text(signal))\(by): \(what)")
    }

    /// The files have faults when an incarnation begins.
    func keepsRole(_ faults: [Diagnostic]) {
        for fault in faults { capture.record(.error, fault.rendered) }
        capture.record(.error, "cannot use the files as they are now, ignoring: the role begins again as it was")
    }

    func forwards(_ signal: Int32) {
        capture.record(.debug, "\(SignalName.text(signal)): forwarded to \(name(of: .host))")
    }
}
