import Synchronization

/// What other threads may ask while the capture thread works.
final class CaptureStatus: Sendable {
    private let counters = Mutex(CaptureCounters())
    private let wakeUps = Atomic(0)
    private let tails = Mutex<[SourceID: LineTail]>([:])

    var current: CaptureCounters { counters.withLock { $0 } }

    func count(_ change: (inout CaptureCounters) -> Void) {
        counters.withLock { change(&$0) }
    }

    /// How often one of the threads has had something to do: stands still while nobody writes.
    var turns: Int { wakeUps.load(ordering: .relaxed) }

    func countTurn() { wakeUps.wrappingAdd(1, ordering: .relaxed) }

    func tail(of source: SourceID) -> LineTail? { tails.withLock { $0[source] } }

    func keep(_ tail: LineTail, of source: SourceID) {
        tails.withLock { $0[source] = tail }
    }

    func forget(_ source: SourceID) {
        _ = tails.withLock { $0.removeValue(forKey: source) }
    }
}
