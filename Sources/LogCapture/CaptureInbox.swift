import Glibc
import Kernel
import Synchronization

/// Orders from any thread to the capture thread, in order; never blocks the sender.
final class CaptureInbox: Sendable {
    /// So many records wait at most while the disk stalls; more are counted and lost.
    static let mostRecords = 10_000

    private struct State {
        var commands: [CaptureCommand] = []
        var records = 0
        var lostRecords = 0
        var isClosed = false
        var isHeld = false
    }

    /// Becomes readable when there is something to do.
    let wakeDescriptor: Int32
    private let state = Mutex(State())

    init() throws {
        wakeDescriptor = wak_event_make()
        guard wakeDescriptor >= 0 else {
            throw CaptureError.noDescriptors("cannot make the event counter of the log capture", -wakeDescriptor)
        }
    }

    deinit { close(wakeDescriptor) }

    /// Adds an order; false when the thread has been told to end, and nobody would carry it out.
    func send(_ command: CaptureCommand) -> Bool {
        let accepted: (taken: Bool, first: Bool) = state.withLock { state in
            guard !state.isClosed else { return (false, false) }
            if case .close = command {
                state.isClosed = true
                // Somebody waits for it.
                state.isHeld = false
                state.commands.append(command)
                return (true, true)
            }
            if case .record = command {
                guard state.records < Self.mostRecords else {
                    state.lostRecords += 1
                    return (true, false)
                }
                state.records += 1
            }
            state.commands.append(command)
            return (true, state.commands.count == 1 && !state.isHeld)
        }
        if accepted.first { wake() }
        return accepted.taken
    }

    /// Holds the thread back for a moment: orders are taken, but it is not woken for them before `release`.
    func hold() { state.withLock { $0.isHeld = true } }

    /// Wakes the thread, if there is something to do.
    func release() {
        let isAwaited = state.withLock { state in
            state.isHeld = false
            return !state.commands.isEmpty
        }
        if isAwaited { wake() }
    }

    /// Makes the capture thread look, though there is no order.
    func wake() { wak_event_signal(wakeDescriptor) }

    /// Takes all orders, and how many records were lost before them.
    func takeAll() -> (commands: [CaptureCommand], lostRecords: Int) {
        wak_event_clear(wakeDescriptor)
        return state.withLock { state in
            defer { state = State(isClosed: state.isClosed, isHeld: state.isHeld) }
            return (state.commands, state.lostRecords)
        }
    }
}
