import Dispatch
import Glibc
import RuntimeProtocol

/// Wakes the server when a lease expires; there is no timer while none can.
final class LeaseClock {
    /// Called when the moment has come, or earlier.
    var onExpiry: (() -> Void)?
    /// Whether it will wake up by itself.
    var hasTimer: Bool { timer != nil }

    private let queue: DispatchQueue
    private var timer: (any DispatchSourceTimer)?
    private var moment: RuntimeInstant?

    init(queue: DispatchQueue) {
        self.queue = queue
    }

    /// What the wall clock says; expirations are times of it.
    static var now: RuntimeInstant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return RuntimeInstant(secondsSinceEpoch: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    /// Wakes at this moment, and not at the one before.
    func set(_ next: RuntimeInstant?) {
        guard next != moment || (next != nil && timer == nil) else { return }
        moment = next
        timer?.cancel()
        timer = nil
        guard let next else { return }
        // Once a day at least, for clocks count nanoseconds up to the year 2262 only.
        let due = min(next, Self.now.advanced(by: .seconds(86_400)))
        let time = timespec(tv_sec: Int(due.secondsSinceEpoch), tv_nsec: Int(due.nanoseconds))
        let timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
        timer.schedule(wallDeadline: DispatchWallTime(timespec: time))
        timer.setEventHandler { [weak self] in self?.fire() }
        timer.activate()
        self.timer = timer
    }

    func close() {
        onExpiry = nil
        set(nil)
    }

    private func fire() {
        timer?.cancel()
        timer = nil
        onExpiry?()
    }
}
