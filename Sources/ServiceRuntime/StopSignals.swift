import Glibc

/// SIGTERM and SIGINT, as a role program takes them.
enum StopSignals {
    private static let bell = WakePipe()

    /// Calls `handler` when the first of them comes, on a thread of its own.
    ///
    /// For one caller in a process.
    static func onSignal(_ handler: @escaping @Sendable () -> Void) {
        let bell = bell
        let isThere = PlainThread.start {
            bell.wait(milliseconds: -1)
            handler()
        }
        guard isThere else { return }
        for number in [SIGTERM, SIGINT] {
            // By now the pipe is there: reading a constant that exists is all that the handler does.
            signal(number) { _ in StopSignals.bell.ring() }
        }
    }
}
