import Dispatch
import Glibc

/// What the service manager above us hears of the role, and when (behaviour G5).
///
/// All of it happens on the queue that runs the role: a bootstrapper whose queue hangs says nothing any more, and is
/// noticed, by `WatchdogSec` while it runs and by the time limits of its unit while it starts and stops.
final class SystemdService {
    /// How much more time is asked for while it starts or stops, and how often.
    ///
    /// What is waited for has its own limits, those of the model; the unit's are for a bootstrapper that hangs.
    private static let moreTime = (asked: 30_000_000, every: DispatchTimeInterval.seconds(10))

    private let notifier: SystemdNotifier
    private let queue: DispatchQueue
    /// How long it may be silent; nil when nobody watches.
    private let watchdogTime: Int?
    private var watchdog: (any DispatchSourceTimer)?
    private var extending: (any DispatchSourceTimer)?
    private var status = ""
    /// Whether `READY=1` has been said: before, a reload would be one of a service that is not there yet.
    private var isActive = false
    private var isReloading = false
    private var isStopping = false

    /// Opens the channel, when there is one.
    init(environment: [String: String], queue: DispatchQueue) {
        notifier = SystemdNotifier(environment: environment)
        self.queue = queue
        watchdogTime = notifier.isConnected ? Self.watchdogTime(environment) : nil
    }

    /// Whether anybody listens.
    var isPresent: Bool { notifier.isConnected }

    /// Returns the microseconds of `WATCHDOG_USEC`, unless `WATCHDOG_PID` names somebody else (sd_watchdog_enabled(3)).
    static func watchdogTime(_ environment: [String: String]) -> Int? {
        guard let text = environment["WATCHDOG_USEC"], let time = Int(text), time > 1 else { return nil }
        if let pid = environment["WATCHDOG_PID"], Int32(pid) != getpid() { return nil }
        return time
    }

    /// The role is about to start.
    func begin() {
        guard isPresent else { return }
        // A wrapper may have started us. In a container our number is not the one that the manager knows.
        let pid = getpid()
        if pid != 1 { notifier.send("MAINPID=\(pid)", "STATUS=Starting") } else { notifier.send("STATUS=Starting") }
        status = "Starting"
        extendTime()
        guard let time = watchdogTime else { return }
        watchdog = timer(every: .microseconds(max(time / 2, 1))) { [notifier] in notifier.send("WATCHDOG=1") }
    }

    /// Says in words how it is, when that is something new.
    func tell(_ text: String) {
        guard isPresent, text != status else { return }
        status = text
        notifier.send("STATUS=" + text)
    }

    /// The role has become Ready, or Ready again.
    func isReady() {
        guard isPresent else { return }
        stopExtending()
        isActive = true
        status = "Ready"
        notifier.send("READY=1", "STATUS=Ready")
    }

    /// The role has begun to stop, and no incarnation follows.
    func stops() {
        guard isPresent, !isStopping else { return }
        isStopping = true
        notifier.send("STOPPING=1", "STATUS=Stopping")
        status = "Stopping"
        extendTime()
    }

    /// The configuration is about to be read again, as somebody asked for.
    func reloads() {
        guard isPresent, isActive, !isStopping else { return }
        isReloading = true
        notifier.send("RELOADING=1", "MONOTONIC_USEC=\(Self.monotonicMicroseconds)")
    }

    /// The change of the configuration is over, however it ended.
    func hasReloaded() {
        guard isReloading else { return }
        isReloading = false
        if !isStopping { notifier.send("READY=1", "STATUS=" + status) }
    }

    private func extendTime() {
        guard extending == nil else { return }
        extending = timer(every: Self.moreTime.every) { [notifier] in
            notifier.send("EXTEND_TIMEOUT_USEC=\(Self.moreTime.asked)")
        }
    }

    private func stopExtending() {
        extending?.cancel()
        extending = nil
    }

    /// Does something now and again and again.
    private func timer(every interval: DispatchTimeInterval, _ work: @escaping () -> Void) -> any DispatchSourceTimer {
        let source = DispatchSource.makeTimerSource(queue: queue)
        source.schedule(deadline: .now() + interval, repeating: interval, leeway: .milliseconds(50))
        source.setEventHandler(handler: work)
        source.activate()
        work()
        return source
    }

    /// The clock that a manager compares with (systemd 253).
    private static var monotonicMicroseconds: Int {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return now.tv_sec * 1_000_000 + now.tv_nsec / 1_000
    }
}
