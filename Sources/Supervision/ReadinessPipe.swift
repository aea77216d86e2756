import Dispatch
import EventSources
import Glibc
import Kernel

/// The pipe into which one child writes when it is ready (`READY_FD`).
final class ReadinessPipe: @unchecked Sendable {
    /// What came out of it.
    enum News {
        /// A byte.
        case ready
        /// Its end, before any byte.
        case lost
    }

    private let queue: DispatchQueue
    private let readEnd: Int32
    private var writeEnd: Int32
    private var source: (any DispatchSourceRead)?

    /// Creates a pipe.
    ///
    /// - Throws: `SystemCallFailure`.
    init(queue: DispatchQueue) throws {
        self.queue = queue
        var ends: [Int32] = [-1, -1]
        try SystemCallFailure.check(wak_pipe(&ends), "make a readiness pipe")
        readEnd = ends[0]
        writeEnd = ends[1]
        _ = wak_set_nonblocking(readEnd)
    }

    /// Gives away the child's end, once.
    func takeWriteEnd() -> Int32? {
        guard writeEnd >= 0 else { return nil }
        defer { writeEnd = -1 }
        return writeEnd
    }

    /// Calls back once.
    func watch(_ news: @escaping (News) -> Void) {
        let source = queue.source(for: .reading, readEnd) { [readEnd] in close(readEnd) }
        source.setEventHandler { [weak self, readEnd] in
            guard !source.isCancelled else { return }
            var byte: UInt8 = 0
            let count = read(readEnd, &byte, 1)
            if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
            self?.stop()
            news(count > 0 ? .ready : .lost)
        }
        source.activate()
        self.source = source
    }

    /// Closes it; nothing is called afterwards.
    func stop() { source?.cancel() }

    deinit {
        if writeEnd >= 0 { close(writeEnd) }
        if source == nil { close(readEnd) }
    }
}
