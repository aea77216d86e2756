import Dispatch
import EventSources
import RuntimeProtocol

/// Everybody who is writing a report, over sockets and FIFOs.
final class ReportDesk {
    /// How many may write at once over sockets; others wait in the kernel's queue.
    static let mostSockets = 256
    /// How many may write at once over FIFOs.
    static let mostFIFOs = 256
    /// How long a connection may take to bring its report.
    var silence = Duration.seconds(30)
    /// How long when others are waiting.
    var silenceWhenFull = Duration.seconds(1)

    /// Called for each report.
    var onReport: ((StatusLeaseReport) -> Void)?
    /// Called with what somebody did wrong.
    var onRefusal: ((String) -> Void)?
    /// Called with false when no more sockets may be let in, with true when they may again.
    var onRoom: ((Bool) -> Void)?
    /// How many are writing.
    var count: Int { sockets.count + fifos.count }
    /// Whether it will wake up by itself.
    var hasTimer: Bool { timer != nil }

    private let queue: DispatchQueue
    private let set: ReadySet
    private var sockets: [ReportReader] = []
    private var fifos: [ReportReader] = []
    private var timer: (any DispatchSourceTimer)?
    private var isFull = false

    init(queue: DispatchQueue, _ set: ReadySet) {
        self.queue = queue
        self.set = set
    }

    /// Takes a connection.
    func admit(socket: Int32, name: String) {
        let reader = ReportReader(socket, isSocket: true, name: name, set)
        sockets.append(reader)
        begin(reader)
        if sockets.count >= Self.mostSockets, !isFull {
            isFull = true
            onRoom?(false)
            setTimer(silenceWhenFull)
        } else if timer == nil, !sockets.isEmpty {
            setTimer(silence)
        }
    }

    /// Takes the end of a FIFO that reads.
    ///
    /// Whoever holds a FIFO open is not sent away for silence (closing it would end him by SIGPIPE when he writes), only
    /// when too many others came after him.
    func admit(fifo: Int32, name: String) {
        if fifos.count >= Self.mostFIFOs, let oldest = fifos.first {
            oldest.close()
            fifos.removeFirst()
            onRefusal?(
                "cannot keep more than \(Self.mostFIFOs) FIFOs open for reports; the oldest is closed (\(oldest.name))"
            )
        }
        let reader = ReportReader(fifo, isSocket: false, name: name, set)
        fifos.append(reader)
        begin(reader)
    }

    /// Sends everybody away.
    func close() {
        for reader in sockets + fifos { reader.close() }
        sockets = []
        fifos = []
        timer?.cancel()
        timer = nil
        onReport = nil
        onRefusal = nil
        onRoom = nil
    }

    private func begin(_ reader: ReportReader) {
        reader.onReport = { [weak self] in self?.onReport?($0) }
        reader.onRefusal = { [weak self] in self?.onRefusal?($0) }
        reader.onEnd = { [weak self] in self?.forget($0) }
        guard reader.begin() else {
            reader.close()
            return forget(reader)
        }
    }

    private func forget(_ reader: ReportReader) {
        guard reader.isSocket else { return fifos.removeAll { $0 === reader } }
        sockets.removeAll { $0 === reader }
        makeRoom()
        guard sockets.isEmpty else { return }
        timer?.cancel()
        timer = nil
    }

    private func makeRoom() {
        guard isFull, sockets.count < Self.mostSockets else { return }
        isFull = false
        onRoom?(true)
    }

    private func setTimer(_ after: Duration) {
        timer?.cancel()
        timer = queue.timer(after) { [weak self] in self?.sendSilentAway() }
    }

    /// Ends whoever took too long, and comes back when the next one may have.
    private func sendSilentAway() {
        timer?.cancel()
        timer = nil
        let limit = isFull ? silenceWhenFull : silence
        let now = ContinuousClock.now
        for reader in sockets where now - reader.since >= limit {
            reader.close()
            sockets.removeAll { $0 === reader }
            onRefusal?("cannot wait for a report any longer: nothing whole came within \(limit) (from \(reader.name))")
        }
        makeRoom()
        guard let oldest = sockets.first?.since else { return }
        setTimer((isFull ? silenceWhenFull : silence) - (now - oldest))
    }
}
