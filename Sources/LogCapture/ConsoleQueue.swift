import Dispatch
import Kernel
import Synchronization

/// What waits for our own standard output and error: bounded, in order, written by a thread of its own (`ConsoleWriter`).
final class ConsoleQueue: Sendable {
    /// Bytes for one stream.
    struct Chunk {
        var stream: StandardStream
        var bytes: [UInt8]
    }

    private struct State {
        var chunks: [Chunk] = []
        var waitingBytes = 0
        var lostLines = 0
        var isClosed = false
        /// Nobody is held up any more: what is too much is lost and counted.
        var isReleased = false
        var wantsRoom = false
    }

    /// Ends when everything has been written after `close()`.
    let finished = DispatchSemaphore(value: 0)
    private let limit: Int
    private let wakeDescriptor: Int32
    private let state = Mutex(State())

    init(limit: Int) throws {
        self.limit = max(limit, 1)
        wakeDescriptor = wak_event_make()
        guard wakeDescriptor >= 0 else {
            throw CaptureError.noDescriptors("cannot make the event counter of the console", -wakeDescriptor)
        }
    }

    /// Adds bytes that end in a newline.
    ///
    /// Children are held up long before, so that only a stop or a flood of ends loses lines here.
    ///
    /// - Returns: how many lines were lost.
    func append(_ bytes: UnsafeRawBufferPointer, to stream: StandardStream) -> Int {
        guard !bytes.isEmpty else { return 0 }
        let outcome: (lost: Int, wake: Bool) = state.withLock { state in
            guard state.waitingBytes + bytes.count <= (state.isReleased ? limit : limit &* 4) || state.waitingBytes == 0
            else {
                let lines = wak_newline_count(bytes.baseAddress, bytes.count)
                state.lostLines += lines
                return (lines, false)
            }
            state.waitingBytes += bytes.count
            let wasEmpty = state.chunks.isEmpty
            if let last = state.chunks.indices.last, state.chunks[last].stream == stream,
                state.chunks[last].bytes.count + bytes.count <= 65_536
            {
                state.chunks[last].bytes.append(contentsOf: bytes)
            } else {
                state.chunks.append(Chunk(stream: stream, bytes: Array(bytes)))
            }
            return (0, wasEmpty)
        }
        if outcome.wake { wak_event_signal(wakeDescriptor) }
        return outcome.lost
    }

    /// Returns whether more may be read for the console; if not, `written` says when.
    func hasRoom() -> Bool {
        state.withLock { state in
            if state.isReleased || state.waitingBytes < limit { return true }
            state.wantsRoom = true
            return false
        }
    }

    /// Takes the number of lines lost since the last call, when there is room to say so.
    func takeLostLines() -> Int {
        state.withLock { state in
            guard state.lostLines > 0, state.waitingBytes < limit / 2 else { return 0 }
            defer { state.lostLines = 0 }
            return state.lostLines
        }
    }

    /// From now on a stalled console holds up no child.
    func release() { state.withLock { $0.isReleased = true } }

    /// Lets the writer end when all is written.
    func close() {
        state.withLock { $0.isClosed = true }
        wak_event_signal(wakeDescriptor)
    }

    /// Waits for chunks, for the writer only; nil when the queue is closed and empty.
    func take() -> [Chunk]? {
        while true {
            let taken: (chunks: [Chunk], isClosed: Bool) = state.withLock { state in
                defer { state.chunks = [] }
                return (state.chunks, state.isClosed)
            }
            if !taken.chunks.isEmpty { return taken.chunks }
            if taken.isClosed { return nil }
            // A descriptor that can not be waited for must not become a loop.
            if wak_event_wait(wakeDescriptor) < 0 { return nil }
        }
    }

    /// Gives the room of written bytes back, for the writer only; true when the capture thread has been waiting for it.
    func written(_ count: Int, lostLines: Int) -> Bool {
        state.withLock { state in
            state.waitingBytes -= count
            state.lostLines += lostLines
            guard state.wantsRoom, state.waitingBytes <= limit / 2 else { return false }
            state.wantsRoom = false
            return true
        }
    }
}
