import Glibc
import Kernel

/// The read end of one stream of one child.
final class OutputPipe {
    /// How the thread learns that there is something to read.
    enum Attention {
        /// epoll tells.
        case awaited
        /// The child writes line after line: looked at every tick, so that it need not wake us for each.
        case polled
        /// The console is full: the child may fill its pipe and wait.
        case paused
        /// End of file.
        case closed
    }

    let token: UInt64
    let stream: StandardStream
    let source: CapturedSource
    private(set) var descriptor: Int32
    var attention = Attention.awaited
    /// The beginning of a line whose newline has not come.
    var unfinished: [UInt8] = []
    /// Whether a piece of the present line has already been passed on.
    var isContinuing = false
    var lastRead: Int64 = 0
    /// Reads of little in quick succession, or looks in vain while polled.
    var streak = 0
    var hasGrown = false

    init(token: UInt64, stream: StandardStream, source: CapturedSource, descriptor: Int32) {
        self.token = token
        self.stream = stream
        self.source = source
        self.descriptor = descriptor
    }

    deinit { close() }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
        attention = .closed
    }
}
