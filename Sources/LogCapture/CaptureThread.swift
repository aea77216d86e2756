import Dispatch
import Foundation
import Glibc
import Kernel
import Synchronization

/// Hears what every child writes, line by line, and what the bootstrapper itself has to say, and keeps both.
///
/// Two threads of its own: one reads the pipes and writes the files, one writes to our own standard output and error. No method but
/// `close(within:)` waits for a disk or a terminal; all of them may be called on any thread or queue. Idle, neither thread is woken.
public final class CaptureThread: Sendable {
    let configuration: CaptureConfiguration
    private let inbox: CaptureInbox
    let console: ConsoleQueue
    let status = CaptureStatus()
    private let isStarted = Atomic(false)
    private let ended = DispatchSemaphore(value: 0)
    private let callbackQueue: DispatchQueue

    /// Prepares the capture; nothing is opened, and records wait, until `start()`.
    ///
    /// - Parameters:
    ///   - configuration: where everything goes.
    ///   - callbackQueue: where the answers of `finish(_:then:)` are given.
    /// - Throws: `CaptureError` when there are no descriptors left.
    public init(_ configuration: CaptureConfiguration, callbackQueue: DispatchQueue) throws {
        self.configuration = configuration
        self.callbackQueue = callbackQueue
        inbox = try CaptureInbox()
        console = try ConsoleQueue(limit: configuration.console.queueLimit)
    }

    deinit { _ = inbox.send(.close) }

    /// Starts the threads; a second call does nothing.
    ///
    /// - Throws: `CaptureError` when there are no descriptors left.
    public func start() throws {
        guard !isStarted.exchange(true, ordering: .relaxed) else { return }
        let epoll = wak_epoll_make()
        guard epoll >= 0 else { throw CaptureError.noDescriptors("cannot make the log capture's epoll", -epoll) }
        let result = wak_epoll_add(epoll, inbox.wakeDescriptor, 0)
        guard result >= 0 else { throw CaptureError.noDescriptors("cannot use the log capture's epoll", -result) }
        startReader(epoll)
        startWriter()
    }

    /// Opens the pipes of one child.
    ///
    /// - Parameters:
    ///   - source: a number that is never used again.
    ///   - name: what stands before the child's lines on the console.
    ///   - file: the name of its file in the folder for task output, without `.log`; nil keeps none. Characters that do not fit
    ///     into a file name become `_`. Two children with the same name share the file.
    ///   - echo: whether the lines are shown on the console.
    ///   - tally: counts what it writes; nil when nobody wants to know.
    /// - Returns: the write ends, close-on-exec and above 2, for the child's descriptors 1 and 2. The caller closes both once the child
    ///   has been started, or could not be; then `finish(_:then:)` must be called, in either case.
    /// - Throws: `CaptureError` when there are no descriptors left, or after `close(within:)`.
    public func open(
        _ source: SourceID,
        name: String,
        file: String?,
        echo: Bool = true,
        tally: OutputTally? = nil
    ) throws -> (standardOutput: Int32, standardError: Int32) {
        let output = try Self.makePipe(for: name)
        let error: (read: Int32, write: Int32)
        do {
            error = try Self.makePipe(for: name)
        } catch let problem {
            Self.close(output)
            throw problem
        }
        let tail = LineTail(capacity: configuration.rememberedLines)
        status.keep(tail, of: source)
        let new = NewSource(
            source: source,
            name: name,
            file: file,
            echo: echo,
            tail: tail,
            tally: tally,
            outputDescriptor: output.read,
            errorDescriptor: error.read
        )
        guard inbox.send(.open(new)) else {
            Self.close(output)
            Self.close(error)
            status.forget(source)
            throw CaptureError.closed(name, ESHUTDOWN)
        }
        return (output.write, error.write)
    }

    /// Tells that a child has ended: what it left in its pipes is read and written, an unfinished line too, then `then` is called.
    ///
    /// A grandchild that holds the pipes is not waited for; they are read on until it closes them. A disk that stalls delays the
    /// answer: decide about the child's end without waiting for it.
    ///
    /// - Parameters:
    ///   - source: the child.
    ///   - then: is given the last lines, on the callback queue, once; none when the child is not known.
    public func finish(_ source: SourceID, then: @escaping @Sendable ([CapturedLine]) -> Void) {
        let known = status.tail(of: source)
        guard !inbox.send(.finish(source, then: then)) else { return }
        let lines = known?.last(configuration.rememberedLines) ?? []
        callbackQueue.async { then(lines) }
    }

    /// Returns the last lines that were read of a child, oldest first; none once it has ended and its pipes are closed.
    public func tail(_ source: SourceID, count: Int) -> [CapturedLine] {
        status.tail(of: source)?.last(count) ?? []
    }

    /// Says something of the bootstrapper's own.
    ///
    /// Records keep their order among themselves, and come after the last words of a child that was finished before. After `close(within:)` they are
    /// written at once, as far as that is possible without waiting for the console.
    ///
    /// - Parameters:
    ///   - level: how much it matters; each destination has a least level.
    ///   - text: one line or more; control characters are shown, not sent.
    ///   - fields: what goes with it where records are JSON.
    ///   - destinations: the console, the log file, or both.
    public func record(
        _ level: LogLevel,
        _ text: String,
        fields: [LogField] = [],
        to destinations: RecordDestinations = .all
    ) {
        let record = LogRecord(level: level, text: text, fields: fields, destinations: destinations)
        if !inbox.send(.record(record)) { writeDirectly(record) }
    }

    /// Lets a stalled console hold up no child from now on: for the time of a stop.
    ///
    /// Stalled is a console that has taken nothing for 200 ms; what is then too much for the queue is lost and counted.
    public func releaseChildren() {
        console.release()
        inbox.wake()
    }

    /// Holds the thread back while something more urgent is done, and lets it go on: what it is told meanwhile wakes it
    /// once.
    public func hold(_ isHeld: Bool) { isHeld ? inbox.hold() : inbox.release() }

    /// What has come in and what is missing, so far.
    public var counters: CaptureCounters { status.current }

    /// Reads what is left in all pipes, writes it, and ends; blocks the caller, but not longer than `limit`.
    ///
    /// - Returns: whether everything was written in time.
    @discardableResult
    public func close(within limit: Duration) -> Bool {
        _ = inbox.send(.close)
        let deadline = DispatchTime.now() + limit.seconds
        guard ended.wait(timeout: deadline) == .success else { return false }
        guard console.finished.wait(timeout: deadline) == .success else { return false }
        ended.signal()
        console.finished.signal()
        return true
    }

    private func startReader(_ epoll: Int32) {
        // The thread holds the parts, not `self`: dropping the last reference ends it.
        let (configuration, inbox, console, status) = (configuration, inbox, console, status)
        let (queue, ended) = (callbackQueue, ended)
        let thread = Thread {
            CaptureLoop(
                configuration,
                inbox: inbox,
                console: console,
                status: status,
                epoll: epoll,
                callbackQueue: queue
            ).run()
            ended.signal()
        }
        thread.name = "wa-capture"
        thread.start()
    }

    private func startWriter() {
        let (configuration, inbox, console, status) = (configuration, inbox, console, status)
        // Copies, so that nobody else's file is written to when a number is closed and given away again.
        let descriptors = [configuration.console.standardOutput, configuration.console.standardError]
            .map(wak_descriptor_copy)
        let thread = Thread {
            let painter = LivePainter(descriptors.last ?? -1, configuration.console)
            ConsoleWriter(descriptors, queue: console, inbox: inbox, status: status, painter: painter) { record in
                guard let log = configuration.log else { return }
                BootstrapperLog.appendDirectly(record, log, ownName: configuration.console.ownName)
            }.run()
        }
        thread.name = "wa-console"
        thread.start()
    }

    private func writeDirectly(_ record: LogRecord) {
        if record.destinations.contains(.log), let log = configuration.log {
            BootstrapperLog.appendDirectly(record, log, ownName: configuration.console.ownName)
        }
        let descriptor = configuration.console.standardError
        guard record.destinations.contains(.console), wak_wait_writable(descriptor, 0) > 0 else { return }
        let buffer = ByteBuffer()
        ConsoleFormatter(configuration.console).append(record, to: buffer)
        // Room for PIPE_BUF bytes is all that poll promises.
        _ = wak_write(descriptor, buffer.bytes.baseAddress, min(buffer.count, Int(PIPE_BUF)))
    }

    private static func makePipe(for name: String) throws -> (read: Int32, write: Int32) {
        var ends: (read: Int32, write: Int32) = (-1, -1)
        let result = wak_capture_pipe(&ends.read, &ends.write)
        guard result >= 0 else { throw CaptureError.noDescriptors("cannot make a pipe for '\(name)'", -result) }
        return ends
    }

    private static func close(_ ends: (read: Int32, write: Int32)) {
        Glibc.close(ends.read)
        Glibc.close(ends.write)
    }
}
