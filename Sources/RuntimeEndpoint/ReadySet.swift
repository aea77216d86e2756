import Dispatch
import Glibc
import Kernel

/// All descriptors of the endpoint, behind one that Dispatch watches.
///
/// One source for hundreds of clients, none of which Dispatch sees: it must never watch a descriptor that hangs up
/// (`wak_watch`), and needs two descriptors and a registration for each that it does watch.
final class ReadySet: @unchecked Sendable {
    private struct Place {
        /// Rises whenever the place is given to somebody else, so that old news finds nobody.
        var generation: UInt32 = 0
        weak var receiver: (any ReadyNews)?
        var isTaken = false
    }

    private let set: Int32
    private let source: any DispatchSourceRead
    private var places: [Place] = []
    private var free: [Int] = []

    init(queue: DispatchQueue) throws(RuntimeEndpointFailure) {
        set = wak_ready_set()
        guard set >= 0 else { throw RuntimeEndpointFailure("cannot watch the runtime endpoint", -set) }
        source = DispatchSource.makeReadSource(fileDescriptor: set, queue: queue)
        source.setEventHandler { [weak self] in self?.deliver() }
        source.setCancelHandler { [set] in Glibc.close(set) }
        // In a moment: the first source of a process makes a thread, and the first task would wait for it.
        let late = Late(source: source)
        queue.async { late.source.activate() }
    }

    /// Adds a descriptor.
    ///
    /// - Parameters:
    ///   - descriptor: non-blocking; remove it before it is closed.
    ///   - changes: whether there is news at each change, and at once, instead of while it can be read.
    ///   - receiver: told the news; not kept alive.
    /// - Returns: its ticket, nil when the kernel refuses.
    func add(_ descriptor: Int32, changes: Bool = false, _ receiver: any ReadyNews) -> UInt64? {
        let index = free.popLast() ?? places.count
        if index == places.count { places.append(Place()) }
        places[index].generation &+= 1
        places[index].receiver = receiver
        places[index].isTaken = true
        let ticket = UInt64(places[index].generation) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
        let result =
            changes
            ? wak_ready_add_changes(set, descriptor, ticket) : wak_ready_add(set, descriptor, ticket)
        guard result >= 0 else {
            giveBack(ticket)
            return nil
        }
        return ticket
    }

    /// Removes a descriptor; no news of it is delivered afterwards.
    func remove(_ descriptor: Int32, _ ticket: UInt64) {
        _ = wak_ready_remove(set, descriptor)
        giveBack(ticket)
    }

    /// Ends; nobody is told anything afterwards.
    func close() { source.cancel() }

    private func giveBack(_ ticket: UInt64) {
        guard let index = index(of: ticket) else { return }
        places[index].isTaken = false
        places[index].receiver = nil
        free.append(index)
    }

    private func index(of ticket: UInt64) -> Int? {
        let index = Int(ticket & 0xFFFF_FFFF)
        guard places.indices.contains(index), places[index].isTaken,
            places[index].generation == UInt32(truncatingIfNeeded: ticket >> 32)
        else { return nil }
        return index
    }

    /// Tells one batch; if there is more the source fires again, after what else waits on the queue.
    private func deliver() {
        withUnsafeTemporaryAllocation(of: wak_ready.self, capacity: 64) { buffer in
            let count = wak_ready_take(set, buffer.baseAddress, Int32(buffer.count))
            for news in buffer.prefix(max(0, Int(count))) {
                guard !source.isCancelled, let index = index(of: news.id) else { continue }
                places[index].receiver?.hasNews(isGone: news.is_gone != 0)
            }
        }
    }
}

/// A source on its way to being activated, on its own queue.
private struct Late: @unchecked Sendable {
    let source: any DispatchSourceRead
}
