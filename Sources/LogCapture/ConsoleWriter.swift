import Glibc
import Kernel

/// Writes what the console queue holds, on a thread of its own, because a terminal or a pipe may stall for hours.
///
/// The descriptors are used as they are: a terminal, a pipe or a file that may be shared with others is never made non-blocking,
/// never opened a second time (`/dev/stdout` can not be, after a change of user), never moved in.
final class ConsoleWriter {
    private let queue: ConsoleQueue
    private let inbox: CaptureInbox
    private let status: CaptureStatus
    private var descriptors: [Int32]
    /// Takes a record when the capture thread has ended.
    private let lateRecord: (LogRecord) -> Void
    private var complained = [false, false]
    /// Draws the live line; nil where there is none.
    private var painter: LivePainter?

    /// Creates a writer that owns two descriptors, for output and error; one below zero takes nothing.
    init(
        _ descriptors: [Int32],
        queue: ConsoleQueue,
        inbox: CaptureInbox,
        status: CaptureStatus,
        painter: LivePainter?,
        lateRecord: @escaping (LogRecord) -> Void
    ) {
        self.lateRecord = lateRecord
        self.queue = queue
        self.painter = painter
        self.inbox = inbox
        self.status = status
        self.descriptors = descriptors
    }

    deinit { descriptors.forEach { if $0 >= 0 { close($0) } } }

    /// Writes until the queue is closed and empty.
    func run() {
        wak_signals_block()
        while let turn = queue.take(pause: { self.painter?.pause($0) ?? -1 }) {
            status.countTurn()
            write(turn)
        }
        draw(painter?.erasure() ?? [])
        queue.finished.signal()
    }

    /// Takes the live line away, writes, and puts it below.
    private func write(_ turn: ConsoleQueue.Turn) {
        guard painter != nil else { return turn.chunks.forEach(write) }
        var bytes = painter?.erasure() ?? []
        let wasThere = !bytes.isEmpty
        if turn.cleansLine, !wasThere { bytes = Array("\r\u{1b}[K".utf8) }
        if !turn.chunks.isEmpty {
            draw(bytes)
            bytes = []
            turn.chunks.forEach(write)
        }
        if let live = turn.live { bytes += painter?.drawing(live, atOnce: wasThere) ?? [] }
        draw(bytes)
    }

    /// Writes what is no part of the log: what a terminal does not take is not missed.
    private func draw(_ bytes: [UInt8]) {
        let descriptor = descriptors.indices.contains(1) ? descriptors[1] : -1
        guard descriptor >= 0, !bytes.isEmpty else { return }
        _ = wak_write(descriptor, bytes, bytes.count)
    }

    private func write(_ chunk: ConsoleQueue.Chunk) {
        let rest = chunk.bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while !rest.isEmpty, let count = writeSome(rest, to: chunk.stream) {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return wak_newline_count(rest.baseAddress, rest.count)
        }
        if rest > 0 { status.count { $0.linesLostByConsole += rest } }
        // A console that is gone is not told what it missed.
        let isGone = descriptors[chunk.stream.rawValue] < 0
        if queue.written(chunk.bytes.count, lostLines: isGone ? 0 : rest) { inbox.wake() }
    }

    /// Returns how many bytes were taken; nil when the rest of the chunk is lost.
    private func writeSome(_ bytes: UnsafeRawBufferPointer, to stream: StandardStream) -> Int? {
        guard descriptors.indices.contains(stream.rawValue), descriptors[stream.rawValue] >= 0 else { return nil }
        let descriptor = descriptors[stream.rawValue]
        let result = wak_write(descriptor, bytes.baseAddress, bytes.count)
        if result > 0 { return result }
        let problem = result == 0 ? EIO : Int32(-result)
        // Somebody else has made it non-blocking.
        if problem == EAGAIN, wak_wait_writable(descriptor, -1) >= 0 { return 0 }
        complain(stream, problem)
        switch problem {
        case ENOSPC, EDQUOT, EFBIG, ENOBUFS, ENOMEM: break  // It may go on later.
        default:
            close(descriptor)
            descriptors[stream.rawValue] = -1
        }
        return nil
    }

    /// Says once a stream, in the log file, that nobody reads us.
    private func complain(_ stream: StandardStream, _ problem: Int32) {
        guard !complained[stream.rawValue] else { return }
        complained[stream.rawValue] = true
        let name = stream == .output ? "output" : "error"
        let text = "cannot write to standard \(name): \(ErrorText.of(problem)); the role goes on without it, ignoring"
        let record = LogRecord.own(.warning, text, to: .log)
        if !inbox.send(.record(record)) { lateRecord(record) }
    }
}
