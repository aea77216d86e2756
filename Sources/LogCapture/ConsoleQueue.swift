import Dispatch
import Glibc
import Kernel
import Synchronization

/// What waits for our own standard output and error: bounded, in order, written by a thread of its own (`ConsoleWriter`).
final class ConsoleQueue: Sendable {
    /// Bytes for one stream.
    struct Chunk {
        var stream: StandardStream
        var bytes: [UInt8]
    }

    /// What there is to do for the writer.
    struct Turn {
        var chunks: [Chunk]
        /// The line to be seen below the log from now on.
        var live: LiveLine?
        /// Whether something that is not ours stands where the cursor is.
        var cleansLine: Bool
    }

    private struct State {
        var live: LiveLine?
        var cleansLine = false
        /// Whether the live line is another one, or is to be drawn again.
        var isLiveNew = false
        var chunks: [Chunk] = []
        var waitingBytes = 0
        var lostLines = 0
        var isClosed = false
        /// Nobody is held up by a stall any more: what is too much is lost and counted.
        var isReleased = false
        /// On the monotonic clock: when something was last written, or first waited.
        var lastProgress: Int64 = 0
        var wantsRoom = false
    }

    /// A console that takes nothing for so long stalls.
    static let stallTime: Int64 = 200_000_000

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
            guard state.waitingBytes == 0 || state.waitingBytes + bytes.count <= bound(state) else {
                let lines = wak_newline_count(bytes.baseAddress, bytes.count)
                state.lostLines += lines
                return (lines, false)
            }
            if state.waitingBytes == 0 { state.lastProgress = Timestamp.monotonic }
            state.waitingBytes += bytes.count
            let wasEmpty = state.chunks.isEmpty && !state.isLiveNew
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
            if state.waitingBytes < limit || isStalled(state) { return true }
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

    /// Lets a stalled console hold up no child from now on.
    func release() { state.withLock { $0.isReleased = true } }

    /// Whether `release()` has been called: then somebody has to look whether the console stalls.
    var isReleased: Bool { state.withLock { $0.isReleased } }

    /// Lets the writer end when all is written.
    func close() {
        state.withLock {
            $0.isClosed = true
            $0.live = nil
        }
        wak_event_signal(wakeDescriptor)
    }

    /// Waits for something to write, for the writer only; nil when the queue is closed and empty.
    ///
    /// - Parameter pause: returns how many milliseconds a live line stays as it is.
    func take(pause: (LiveLine) -> Int32) -> Turn? {
        while true {
            let taken: (turn: Turn, isDue: Bool, isClosed: Bool) = state.withLock { state in
                let isDue = !state.chunks.isEmpty || state.isLiveNew
                let turn = Turn(chunks: state.chunks, live: state.live, cleansLine: isDue && state.cleansLine)
                if isDue {
                    state.chunks = []
                    state.isLiveNew = false
                    state.cleansLine = false
                }
                return (turn, isDue, state.isClosed)
            }
            if taken.isDue { return taken.turn }
            if taken.isClosed { return nil }
            if let live = taken.turn.live {
                var awaited = pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0)
                if poll(&awaited, 1, pause(live)) == 0 { return taken.turn }
            }
            // A descriptor that can not be waited for must not become a loop.
            if wak_event_wait(wakeDescriptor) < 0 { return nil }
        }
    }

    /// Changes the live line.
    func show(_ live: LiveLine?) {
        change { state in
            guard live != state.live else { return false }
            state.live = live
            return true
        }
    }

    /// Has the live line drawn again.
    func redraw() { change { $0.live != nil } }

    /// Has the next turn begin at the left of an empty line.
    func beginCleanLine() {
        change {
            $0.cleansLine = true; return true
        }
    }

    private func change(_ body: (inout State) -> Bool) {
        let isNew = state.withLock { state in
            let isNew = body(&state)
            if isNew { state.isLiveNew = true }
            return isNew
        }
        if isNew { wak_event_signal(wakeDescriptor) }
    }

    /// Gives the room of written bytes back, for the writer only; true when the capture thread has been waiting for it.
    func written(_ count: Int, lostLines: Int) -> Bool {
        state.withLock { state in
            state.waitingBytes -= count
            state.lastProgress = Timestamp.monotonic
            state.lostLines += lostLines
            guard state.wantsRoom, state.waitingBytes <= limit / 2 else { return false }
            state.wantsRoom = false
            return true
        }
    }

    private func isStalled(_ state: State) -> Bool {
        state.isReleased && Timestamp.monotonic - state.lastProgress >= Self.stallTime
    }

    /// Where lines begin to be lost.
    ///
    /// Children are held up at the limit; what comes above it is of children that have ended.
    private func bound(_ state: State) -> Int { isStalled(state) ? limit : limit &* 4 }
}
