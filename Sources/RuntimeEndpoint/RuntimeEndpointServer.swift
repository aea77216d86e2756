import Dispatch
import Glibc
import RoleModel
import RuntimeProtocol

/// The server of the runtime endpoint, protocol 2011-03-08 (`docs/reference/runtime-endpoint.md`).
///
/// Everything, these methods too, happens on the one shared queue, and nothing waits: a client that is silent, slow or
/// hostile costs its own place. Without news there is no timer and no wake-up, however many clients are connected.
public final class RuntimeEndpointServer: @unchecked Sendable {
    /// Called when the leases say something else than before: `started`, `busy`, or nil, which leaves it to the host.
    ///
    /// It is busy when the least ready client is Busy, Stopped or wants a recycle.
    public var onStatus: ((ReportedStatus?) -> Void)?
    /// Called when a client asks for a recycle, with the incarnation it names: that of an announced change if it cancels it.
    public var onRecycle: ((_ clientID: String, _ incarnation: UInt64) -> Void)?
    /// Called when a client with a lease goes by a new incarnation.
    public var onAccepted: ((_ clientID: String, _ incarnation: UInt64) -> Void)?
    /// Called once after each announcement, never within it: no client with a lease has still to answer it.
    public var onAnswered: ((_ incarnation: UInt64) -> Void)?
    /// Called when a client has done what it does on `stopping`.
    public var onStopped: ((_ clientID: String) -> Void)?
    /// Called, at a bounded rate, with what was refused and why, beginning with "cannot".
    public var onRefusal: ((String) -> Void)?

    /// The leases that are held.
    public internal(set) var leases = LeaseTable()
    /// What was announced last; each set puts its own current-state endpoint into it.
    public internal(set) var goalState: GoalState?
    /// The folder in which the sockets lie; another than the one asked for when that has a path too long for a socket.
    public internal(set) var socketFolder: String?
    /// How many clients are connected.
    public var clientCount: Int {
        fifos.reduce((sockets?.audience.count ?? 0) + desk.count) { $0 + $1.audience.count }
    }

    /// How many clients listen to the goal state: those that hear of a change or a stop.
    public var listenerCount: Int { fifos.reduce(sockets?.audience.count ?? 0) { $0 + $1.audience.count } }

    let queue: DispatchQueue
    let folder: RuntimeFolder
    let permits: (RuntimePeer) -> Bool
    let set: ReadySet
    let desk: ReportDesk
    let clock: LeaseClock
    let retries: Retries
    let environmentFile: RoleEnvironmentFile
    var openWatch: OpenWatch?
    var shortFolder: RuntimeFolder?
    var sockets: SocketSet?
    var fifos: [FIFOSet] = []
    var publishedStatus: ReportedStatus?
    var unanswered: UInt64?
    var isClosed = false
    private var refusals = RefusalLog()

    /// Makes the folder; endpoints come with `socketSet` and `fifoSet`.
    ///
    /// - Parameters:
    ///   - folder: absolute; its parent exists. It is made, and must be the bootstrapper's own.
    ///   - queue: the shared serial queue.
    ///   - owner: the role user, nil when it is the bootstrapper's own.
    ///   - permits: called on the queue for each connection to a socket; returns whether it is one of the role's own
    ///     processes. FIFOs have their modes only.
    /// - Throws: why there can be no endpoint.
    public init(
        folder: String,
        queue: DispatchQueue,
        owner: RuntimeOwner? = nil,
        permits: @escaping (RuntimePeer) -> Bool
    ) throws(RuntimeEndpointFailure) {
        self.folder = try RuntimeFolder(folder, owner: owner)
        self.queue = queue
        self.permits = permits
        set = try ReadySet(queue: queue)
        desk = ReportDesk(queue: queue, set)
        clock = LeaseClock(queue: queue)
        retries = Retries(queue: queue)
        environmentFile = RoleEnvironmentFile(folder: self.folder)
        desk.onReport = { [weak self] in self?.take($0) }
        desk.onRefusal = { [weak self] in self?.refuse($0) }
        desk.onRoom = { [weak self] in self?.sockets?.setRoomForReports($0) }
        clock.onExpiry = { [weak self] in self?.settle() }
    }

    /// Removes everything and drops all clients; a second call does nothing.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        sockets?.close()
        for fifo in fifos { fifo.close() }
        desk.close()
        clock.close()
        retries.close()
        openWatch?.close()
        set.close()
        environmentFile.remove()
        shortFolder?.remove()
        folder.remove()
        (sockets, fifos, openWatch) = (nil, [], nil)
    }

    /// Whether it will wake up by itself.
    var hasTimer: Bool { desk.hasTimer || clock.hasTimer }

    /// Tells what was refused, unless too much is.
    func refuse(_ refusal: String) {
        guard !isClosed, let text = refusals.text(for: refusal) else { return }
        onRefusal?(text.onOneLine)
    }
}

extension String {
    /// The text with a `?` for each control character: names of clients can hold any.
    fileprivate var onOneLine: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars.prefix(1_024) {
            text.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "?" : scalar)
        }
        return String(text)
    }
}
