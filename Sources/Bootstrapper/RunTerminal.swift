import Lifecycle
import LogCapture

/// The terminal that a role is run on: what it waits for, below its log (behaviour F3).
struct RunTerminal {
    private let capture: CaptureThread
    /// Whether there is a terminal that can show it.
    let isLive: Bool

    /// Looks whether there is one.
    init(_ capture: CaptureThread) {
        self.capture = capture
        isLive = capture.canShowLiveLine
    }

    /// Shows what is waited for; nothing when there is nothing to say.
    ///
    /// - Parameters:
    ///   - state: what it is about.
    ///   - text: what it is about, in words.
    ///   - taskCount: how many startup tasks there are.
    ///   - isAsked: whether a stop was asked for.
    func show(_ state: Waiting, _ text: String?, taskCount: Int, isAsked: Bool) {
        guard isLive else { return }
        guard let text, state.awaited != nil else { return capture.show(nil) }
        var live = LiveLine(text, since: .now)
        switch state.awaited {
        case .task(let index), .agent(let index, _): (live.done, live.total) = (index, taskCount)
        case .hostStart, .hostReady: (live.done, live.total) = (taskCount, taskCount)
        case .start, .hostStopping, .drain, .children, .stragglers, .recycle, nil: break
        }
        live.hint = isAsked ? "Ctrl-C again: at once" : "Ctrl-C: stop"
        capture.show(live)
    }

    /// Ctrl-C was pressed: the terminal has put `^C` where the cursor was.
    func wasInterrupted() {
        if isLive { capture.beginCleanLine() }
    }

    /// It has another size.
    func wasResized() {
        if isLive { capture.redrawLiveLine() }
    }
}
