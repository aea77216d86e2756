import Dispatch
import Glibc
import Kernel

/// The work of the capture thread: nothing of it is touched by any other.
final class CaptureLoop {
    /// How much is read at once.
    static let readSize = 262_144
    /// While a child writes line after line, how often its pipe is looked at: before a pipe of 1 MiB, or one of 64 KiB, is full.
    static let tick: (grown: Int64, usual: Int64) = (500_000, 200_000)

    let configuration: CaptureConfiguration
    let inbox: CaptureInbox
    let console: ConsoleQueue
    let status: CaptureStatus
    let callbackQueue: DispatchQueue
    let formatter: ConsoleFormatter
    let ledger: FaultLedger
    let folder: OutputFolder?
    var log: BootstrapperLog?
    let epoll: Int32
    /// The beginning of a line is put before what is read, so that lines are whole in memory.
    let readBuffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: LineCut.longestLine + readSize,
        alignment: 4_096
    )
    let fileScratch = ByteBuffer()
    let consoleScratch = ByteBuffer()
    var consoleStream = StandardStream.output
    var sources: [SourceID: CapturedSource] = [:]
    var pipes: [UInt64: OutputPipe] = [:]
    var polled: [OutputPipe] = []
    var paused: [OutputPipe] = []
    var nextToken: UInt64 = 1
    var nextTick: Int64 = 0
    var grownPipes = 0
    var isConsoleFull = false
    var isClosing = false

    init(
        _ configuration: CaptureConfiguration,
        inbox: CaptureInbox,
        console: ConsoleQueue,
        status: CaptureStatus,
        epoll: Int32,
        callbackQueue: DispatchQueue
    ) {
        self.configuration = configuration
        self.inbox = inbox
        self.console = console
        self.status = status
        self.epoll = epoll
        self.callbackQueue = callbackQueue
        formatter = ConsoleFormatter(configuration.console)
        let ledger = FaultLedger(status)
        self.ledger = ledger
        folder = configuration.taskOutput.map { OutputFolder($0, ledger: ledger) }
        log = configuration.log.map {
            BootstrapperLog($0, ownName: configuration.console.ownName, ledger: ledger)
        }
    }

    deinit {
        readBuffer.deallocate()
        close(epoll)
    }

    /// Works until told to close.
    func run() {
        wak_signals_block()
        wak_timer_slack_small()
        var tokens = [UInt64](repeating: 0, count: 64)
        while !isClosing {
            let count = wak_epoll_wait(epoll, &tokens, Int32(tokens.count), waitingTime)
            status.countTurn()
            // Can not happen with descriptors of our own; it must not become a loop at full speed.
            if count < 0 { usleep(10_000) }
            for token in tokens.prefix(max(Int(count), 0)) where token != 0 { readAwaited(token) }
            readPolled()
            // Last, so that a record about a child never overtakes what that child had written before.
            if tokens.prefix(max(Int(count), 0)).contains(0) { obeyCommands() }
            endTurn()
        }
    }

    /// Microseconds to the next look at polled pipes; without any, no limit: an idle thread is never woken.
    private var waitingTime: Int64 {
        if !polled.isEmpty { return max(0, (nextTick - Timestamp.monotonic + 999) / 1_000) }
        return isConsoleFull && console.isReleased ? ConsoleQueue.stallTime / 2_000 : -1
    }

    /// Passes on what this turn has brought.
    func endTurn() {
        for record in ledger.takeRecords() { write(record) }
        let lost = console.takeLostLines()
        if lost > 0 {
            let text = "\(lost) lines are missing here: the console did not take them"
            write(.own(.warning, text, to: .all))
        }
        log?.flush()
        handOver()
        guard isConsoleFull, console.hasRoom() else { return }
        isConsoleFull = false
        resumePaused()
    }

    /// Gives the console what has been put together for it.
    func handOver() {
        guard consoleScratch.count > 0 else { return }
        let lost = console.append(consoleScratch.bytes, to: consoleStream)
        if lost > 0 { status.count { $0.linesLostByConsole += lost } }
        consoleScratch.removeAll()
        if !console.hasRoom() { isConsoleFull = true }
    }

    /// Makes what is put together next go to this stream, after all that was before.
    func turnConsole(to stream: StandardStream) {
        if consoleStream != stream || consoleScratch.count > 65_536 { handOver() }
        consoleStream = stream
    }

    func write(_ record: LogRecord) {
        if record.destinations.contains(.log) { log?.append(record) }
        guard record.destinations.contains(.console) else { return }
        turnConsole(to: .error)
        formatter.append(record, to: consoleScratch)
    }
}
