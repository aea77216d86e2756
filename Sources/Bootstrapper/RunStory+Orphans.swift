import Lifecycle
import LogCapture

extension RunStory {
    func kills(_ work: Work) {
        capture.record(.warning, "\(name(of: work)) does not end; killing it and everything it started")
    }

    func reaped(_ pid: Int32, _ status: TerminationStatus, _ program: String?) {
        capture.record(.debug, "reaped orphan \(program ?? "?") (pid \(pid)), which \(Self.text(status))")
    }
}
