import Dispatch
import EventSources
import Glibc
import Lifecycle

/// Finds out when one child is ready.
///
/// Lives on the shared queue.
///
/// Made before the child: what `notify` and `fd` need is in `environment` and `takeDescriptors`. Then `watch`, when the
/// child has been started; `stop` when it is of no interest any more.
public final class ReadinessWatcher: @unchecked Sendable {
    /// The number of `READY_FD` in the child.
    public static let readyDescriptor: Int32 = 3

    /// Called once when it is ready.
    public var onReady: (() -> Void)?
    /// Called once when it has shut its readiness channel without having become ready (`fd`).
    public var onLost: (() -> Void)?
    /// Called each time that it has missed its watchdog; never without one.
    public var onWatchdogMissed: ((NotifyWatchdog.Miss) -> Void)?
    /// Called for whatever it says on `NOTIFY_SOCKET`, `ready` included, until `stop`.
    public var onNotification: ((Notification) -> Void)?
    /// Called with the reason why a message on `NOTIFY_SOCKET` was not heard.
    public var onRefusal: ((String) -> Void)?

    /// Whom the child runs as, by which its daemons are known; nil: the system is asked when hearing begins.
    public var user: UInt32?
    /// The condition.
    public let condition: ReadinessCondition
    /// What must be added to the child's environment.
    public private(set) var environment: [String] = []
    /// Whether it has become ready.
    public private(set) var isReady = false
    /// What it is by its own words: ready, and neither reloading nor stopping.
    public private(set) var reported = RoleInstanceStatus.busy
    /// Whether it has missed its watchdog and has not been heard since.
    public var isSilent: Bool { watchdog?.isSilent ?? false }

    private let queue: DispatchQueue
    private let children: ChildProcesses
    private let pacing: ProbePacing?
    private var socket: NotifySocket?
    private var watchdog: NotifyWatchdog?
    private var pipe: ReadinessPipe?
    private var prober: RepeatedProbe?
    private var file: FileWatcher?
    private var isStopped = false

    /// Creates a watcher and the channel that it needs.
    ///
    /// - Parameters:
    ///   - condition: when it is ready.
    ///   - queue: the shared queue.
    ///   - children: runs the commands of `exec`.
    ///   - notifyDirectory: see `NotifySocket`.
    ///   - pacing: nil: `ProbePacing.connections` or `ProbePacing.commands`.
    ///   - hearsNotifications: whether it has a `NOTIFY_SOCKET` even when that is not how it becomes ready.
    ///   - watchdog: how long it may be silent when it is ready (`WATCHDOG_USEC`); needs a `NOTIFY_SOCKET`.
    /// - Throws: `SystemCallFailure` when the channel can not be made.
    public init(
        _ condition: ReadinessCondition,
        queue: DispatchQueue,
        children: ChildProcesses,
        notifyDirectory: String? = nil,
        pacing: ProbePacing? = nil,
        hearsNotifications: Bool = false,
        watchdog: Duration? = nil
    ) throws {
        self.condition = condition
        self.queue = queue
        self.children = children
        self.pacing = pacing
        if hearsNotifications || condition.isNotify { try makeSocket(in: notifyDirectory, watchdog) }
        if case .fd = condition {
            pipe = try ReadinessPipe(queue: queue)
            environment.append("READY_FD=\(Self.readyDescriptor)")
        }
    }

    private func makeSocket(in directory: String?, _ interval: Duration?) throws {
        let socket = try NotifySocket(queue: queue, directory: directory)
        self.socket = socket
        environment.append("NOTIFY_SOCKET=" + socket.address)
        let watchdog = NotifyWatchdog(queue: queue, interval: interval)
        self.watchdog = watchdog
        guard let interval = watchdog.interval else { return }
        // Without WATCHDOG_PID, which nobody knows before the child is there, every process of the child's is meant.
        environment.append("WATCHDOG_USEC=\(interval.clampedNanoseconds / 1000)")
    }

    /// Gives away what must be added to the order's descriptors; nothing the second time.
    public func takeDescriptors() -> [ExtraDescriptor] {
        guard let descriptor = pipe?.takeWriteEnd() else { return [] }
        return [ExtraDescriptor(number: Self.readyDescriptor, descriptor: descriptor)]
    }

    /// Begins to hear what it says on `NOTIFY_SOCKET`, if it has one, before anybody wants to know whether it is ready.
    public func listen(to pid: Int32) {
        guard !isStopped, let socket else { return }
        socket.onNotification = { [weak self] in self?.heard($0) }
        socket.onRefusal = { [weak self] in self?.onRefusal?($0) }
        socket.listen(to: pid, user: user)
        watchdog?.onMiss = { [weak self] in self?.onWatchdogMissed?($0) }
    }

    /// Begins to watch, and to hear; the callbacks come later, never within the call.
    public func watch(_ pid: Int32) {
        guard !isStopped else { return }
        listen(to: pid)
        switch condition {
        case .notify: break
        case .fd:
            pipe?.watch { [weak self] in $0 == .ready ? self?.becomeReady() : self?.onLost?() }
        case .file(let path):
            let watcher = FileWatcher(path, queue: queue)
            file = watcher
            watcher.start { [weak self] in self?.becomeReady() }
        case .tcp, .unix, .http: probe(pacing ?? .connections)
        case .exec: probe(pacing ?? .commands)
        }
    }

    /// Ends; nothing is called afterwards, a command that runs is killed, the channel is closed.
    public func stop() {
        isStopped = true
        onReady = nil
        onLost = nil
        onNotification = nil
        onRefusal = nil
        onWatchdogMissed = nil
        socket?.stop()
        watchdog?.stop()
        pipe?.stop()
        prober?.stop()
        file?.stop()
        (socket, watchdog, pipe, prober, file) = (nil, nil, nil, nil, nil)
    }

    private func probe(_ pacing: ProbePacing) {
        let prober = RepeatedProbe(queue: queue, pacing: pacing) { [condition, queue, children] in
            condition.makeAttempt(queue: queue, children: children)
        }
        self.prober = prober
        queue.later { [weak self] in prober.start { self?.becomeReady() } }
    }

    private func heard(_ notification: Notification) {
        watchdog?.hear(notification)
        switch notification {
        case .ready where condition.isNotify:
            reported = .ready
            becomeReady()
        // Another condition holds or does not; its word only takes back what it said before.
        case .ready: reported = isReady ? .ready : .busy
        case .reloading, .stopping: reported = .busy
        default: break
        }
        onNotification?(notification)
    }

    private func becomeReady() {
        guard !isReady else { return }
        isReady = true
        reported = .ready
        watchdog?.start()
        onReady?()
    }
}
