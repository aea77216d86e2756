import Dispatch
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
    /// Called for whatever it says on `NOTIFY_SOCKET`, `ready` included, until `stop`.
    public var onNotification: ((Notification) -> Void)?
    /// Called with the reason why a message on `NOTIFY_SOCKET` was not heard.
    public var onRefusal: ((String) -> Void)?

    /// The condition.
    public let condition: ReadinessCondition
    /// What must be added to the child's environment.
    public private(set) var environment: [String] = []
    /// Whether it has become ready.
    public private(set) var isReady = false
    /// What it is by its own words: ready, and neither reloading nor stopping.
    public private(set) var reported = RoleInstanceStatus.busy

    private let queue: DispatchQueue
    private let children: ChildProcesses
    private let pacing: ProbePacing?
    private var socket: NotifySocket?
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
    /// - Throws: `SystemCallFailure` when the channel can not be made.
    public init(
        _ condition: ReadinessCondition,
        queue: DispatchQueue,
        children: ChildProcesses,
        notifyDirectory: String? = nil,
        pacing: ProbePacing? = nil
    ) throws {
        self.condition = condition
        self.queue = queue
        self.children = children
        self.pacing = pacing
        switch condition {
        case .notify:
            let socket = try NotifySocket(queue: queue, directory: notifyDirectory)
            self.socket = socket
            environment = ["NOTIFY_SOCKET=" + socket.address]
        case .fd:
            pipe = try ReadinessPipe(queue: queue)
            environment = ["READY_FD=\(Self.readyDescriptor)"]
        case .tcp, .unix, .http, .file, .exec: break
        }
    }

    /// Gives away what must be added to the order's descriptors; nothing the second time.
    public func takeDescriptors() -> [ExtraDescriptor] {
        guard let descriptor = pipe?.takeWriteEnd() else { return [] }
        return [ExtraDescriptor(number: Self.readyDescriptor, descriptor: descriptor)]
    }

    /// Begins to watch; the callbacks come later, never within the call.
    public func watch(_ pid: Int32) {
        guard !isStopped else { return }
        switch condition {
        case .notify:
            socket?.onNotification = { [weak self] in self?.heard($0) }
            socket?.onRefusal = { [weak self] in self?.onRefusal?($0) }
            socket?.listen(to: pid)
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
        socket?.stop()
        pipe?.stop()
        prober?.stop()
        file?.stop()
        (socket, pipe, prober, file) = (nil, nil, nil, nil)
    }

    private func probe(_ pacing: ProbePacing) {
        let prober = RepeatedProbe(queue: queue, pacing: pacing) { [condition, queue, children] in
            condition.makeAttempt(queue: queue, children: children)
        }
        self.prober = prober
        queue.later { [weak self] in prober.start { self?.becomeReady() } }
    }

    private func heard(_ notification: Notification) {
        switch notification {
        case .ready:
            reported = .ready
            becomeReady()
        case .reloading, .stopping: reported = .busy
        default: break
        }
        onNotification?(notification)
    }

    private func becomeReady() {
        guard !isReady else { return }
        isReady = true
        reported = .ready
        onReady?()
    }
}
