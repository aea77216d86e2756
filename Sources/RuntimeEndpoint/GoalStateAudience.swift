import RuntimeProtocol

/// Everybody who reads the goal state of one set of endpoints.
final class GoalStateAudience {
    /// How many there may be.
    static let most = 1_024

    /// Called with what somebody did wrong.
    var onRefusal: ((String) -> Void)?
    /// Called with the connection of somebody who has gone; it is closed by then.
    var onFarewell: ((GoalStateReader.Connection) -> Void)?
    /// How many there are.
    var count: Int { readers.count }

    private let currentStateEndpoint: String
    private let set: ReadySet
    private var readers: [GoalStateReader] = []
    private var chunk: [UInt8]?

    init(currentStateEndpoint: String, _ set: ReadySet) {
        self.currentStateEndpoint = currentStateEndpoint
        self.set = set
    }

    /// Tells everybody, and whoever comes later, the newest state.
    func announce(_ state: GoalState) {
        var state = state
        state.currentStateEndpoint = currentStateEndpoint
        let chunk = state.chunk()
        self.chunk = chunk
        for reader in readers { reader.announce(chunk) }
    }

    /// Takes somebody in: the first chunk is sent at once, or as soon as there is one.
    func admit(_ connection: GoalStateReader.Connection) {
        let reader = GoalStateReader(connection, set)
        guard readers.count < Self.most else {
            reader.close()
            onFarewell?(connection)
            onRefusal?("cannot serve more than \(Self.most) readers of the goal state at once; this one is sent away")
            return
        }
        reader.onEnd = { [weak self] reader, fault in self?.forget(reader, fault) }
        readers.append(reader)
        guard reader.begin() else {
            reader.close()
            return forget(reader, "the kernel can watch no more descriptors")
        }
        if let chunk { reader.announce(chunk) }
    }

    /// Sends the state again over a FIFO: somebody else reads from it, too, whose share another may have taken.
    func repeatState(toFIFOWatchedBy watch: Int32) {
        guard let chunk else { return }
        for reader in readers {
            if case .fifo(_, watch) = reader.connection { return reader.announce(chunk) }
        }
    }

    /// Sends everybody away.
    func close() {
        for reader in readers { reader.close() }
        readers = []
        onRefusal = nil
        onFarewell = nil
    }

    private func forget(_ reader: GoalStateReader, _ fault: String?) {
        readers.removeAll { $0 === reader }
        onFarewell?(reader.connection)
        if let fault { onRefusal?("cannot go on serving a reader of the goal state: \(fault)") }
    }
}
