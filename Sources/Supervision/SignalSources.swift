import Dispatch
import Glibc
import Kernel

/// The signals that are sent to the bootstrapper, as events on the shared queue.
///
/// None that can be told apart is lost: a program that links `EarlySignals` blocks them all before anything else in it
/// runs, and they wait until `release`. Only like ones that come faster than the kernel delivers them become one.
public final class SignalSources: @unchecked Sendable {
    private let queue: DispatchQueue
    private let spawner: Spawner
    private var handlers: [(number: Int32, handler: (ReceivedSignal) -> Void)] = []
    private var source: (any DispatchSourceRead)?
    private var counter: Int32 = -1

    /// Creates an object that handles nothing yet; at most one may exist in a process.
    public init(queue: DispatchQueue, spawner: Spawner) {
        self.queue = queue
        self.spawner = spawner
    }

    /// Has a handler called on the shared queue each time one of the signals comes; called on it as well.
    ///
    /// Where several kinds have come at once, those named first are told first.
    ///
    /// - Throws: `SystemCallFailure`, for SIGKILL and SIGSTOP too.
    public func handle(_ numbers: [Int32], with handler: @escaping (ReceivedSignal) -> Void) throws {
        if source == nil { try open() }
        for number in numbers {
            try SystemCallFailure.check(wak_catch_signal(number, counter), "catch signal \(number)")
            handlers.append((number, handler))
        }
    }

    /// Lets signals through that have been blocked since the program began; called when all handlers are there.
    public func release() {
        // A signal that is sent to the process meets any thread that takes it: the spawner is one that stays.
        spawner.submit { _ = wak_unblock_signals() }
    }

    private func open() throws {
        counter = try SystemCallFailure.check(wak_event_counter(), "make an event counter")
        let source = DispatchSource.makeReadSource(fileDescriptor: counter, queue: queue)
        source.setEventHandler { [weak self] in self?.deliver() }
        source.activate()
        self.source = source
    }

    private func deliver() {
        wak_empty_counter(counter)
        for (number, handler) in handlers {
            let news = wak_take_signal(number)
            for _ in 0..<news.count { handler(ReceivedSignal(number: number, sender: news.pid, user: news.uid)) }
        }
    }
}
