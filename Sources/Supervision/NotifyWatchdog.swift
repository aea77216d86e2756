import Dispatch
import EventSources

/// Listens for `WATCHDOG=1`, which a child that was told `WATCHDOG_USEC` says again and again.
///
/// Lives on the shared queue. Has a timer only while it waits, and wakes once in an interval, not at each word.
public final class NotifyWatchdog: @unchecked Sendable {
    /// Why a child is taken for one that does not answer.
    public enum Miss: Hashable, Sendable {
        /// It was silent for that long.
        case silent(Duration)
        /// It asked for it (`WATCHDOG=trigger`).
        case triggered
    }

    /// Called once for each silence, and for each `WATCHDOG=trigger`.
    public var onMiss: ((Miss) -> Void)?
    /// Whether the last that is known of the child is a miss.
    public private(set) var isSilent = false
    /// How long it may be silent; nil: for ever.
    public private(set) var interval: Duration?

    private let queue: DispatchQueue
    private var isStarted = false
    private var lastWord = SuspendingClock.now
    private var timer: (any DispatchSourceTimer)?

    /// Creates a watchdog that does not wait yet.
    ///
    /// - Parameters:
    ///   - queue: the shared queue.
    ///   - interval: what the child was told as `WATCHDOG_USEC`; nil when it was told nothing, but it may ask for one.
    public init(queue: DispatchQueue, interval: Duration?) {
        self.queue = queue
        self.interval = interval.flatMap { $0 > .zero ? $0 : nil }
    }

    /// Begins to wait: the child is ready now.
    public func start() {
        guard !isStarted else { return }
        isStarted = true
        lastWord = .now
        wait()
    }

    /// Takes what the child says; everything but the watchdog's own words is passed over.
    public func hear(_ notification: Notification) {
        switch notification {
        case .watchdog:
            lastWord = .now
            isSilent = false
            if timer == nil { wait() }
        case .watchdogTriggered:
            stopWaiting()
            miss(.triggered)
        case .watchdogInterval(let interval):
            self.interval = interval > .zero ? interval : nil
            lastWord = .now
            stopWaiting()
            wait()
        default: break
        }
    }

    /// Ends; nothing is called afterwards.
    public func stop() {
        onMiss = nil
        isStarted = false
        stopWaiting()
    }

    private func stopWaiting() {
        timer?.cancel()
        timer = nil
    }

    private func wait() {
        guard isStarted, let interval else { return }
        let rest = interval - (.now - lastWord)
        guard rest > .zero else { return miss(.silent(interval)) }
        timer = queue.timer(rest) { [weak self] in
            self?.timer = nil
            self?.wait()
        }
    }

    private func miss(_ miss: Miss) {
        isSilent = true
        onMiss?(miss)
    }
}
