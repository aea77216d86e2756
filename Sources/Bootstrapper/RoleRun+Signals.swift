import Glibc
import Lifecycle
import Supervision

extension RoleRun {
    /// Signals that go to the host as they come (behaviour G3).
    private static let forwarded = [SIGUSR1, SIGUSR2, SIGQUIT, SIGWINCH, SIGCONT, SIGALRM, SIGURG, SIGPWR]

    /// Takes over the signals that are sent to us; those that came since the program began are delivered now.
    func listenToSignals(_ signals: SignalSources) throws {
        try signals.handle([SIGTERM, SIGINT]) { signal in self.wasAskedToStop(by: signal) }
        try signals.handle([SIGHUP]) { _ in self.reload() }
        try signals.handle(Self.forwarded) { signal in self.forward(signal) }
        signals.release()
    }

    private func wasAskedToStop(by signal: ReceivedSignal) {
        guard !isEcho(signal) else { return }
        if signal.number == SIGINT { terminal.wasInterrupted() }
        story.wasAskedToStop(signal.number, sender: signal.sender, again: stopRequests > 0)
        record?.add(.stopRequested(nil))
        stop()
    }

    /// Stops in order, the second time at once, whoever asked.
    func stop() {
        stopRequests += 1
        if stopRequests == 1 {
            systemd.stops()
            question.close()
            capture.releaseChildren()
        }
        handle(.stopRequested)
    }

    /// Whether it is the last request once more: `timeout` and others send theirs to us, and then to our process group.
    private func isEcho(_ signal: ReceivedSignal) -> Bool {
        let now = ContinuousClock.now
        if let last = lastStopRequest, last.signal == signal, now - last.at < .milliseconds(100) { return true }
        lastStopRequest = (signal, now)
        return false
    }

    private func forward(_ signal: ReceivedSignal) {
        if signal.number == SIGWINCH { terminal.wasResized() }
        guard let host = lives.first(where: { $0.value.work == .host && $0.value.pid != nil })?.key else { return }
        story.forwards(signal.number)
        children.signal(host, signal.number)
    }
}
