import Dispatch
import Foundation
import Glibc
import Kernel

/// The one thread that starts processes and hears of them first; it never ends.
///
/// The kernel counts a child as the child of the *thread* that made it: when that thread ends, the children get their
/// parent-death signal. In the bootstrapper the spawner is the main thread; a test gives it a thread of its own.
///
/// What it hears it does itself, on the shared queue, which nobody else has to be woken for: from a process's end to
/// the order of the next one there is no other thread.
public final class Spawner: @unchecked Sendable {
    private let lock = NSLock()
    private var jobs: [@Sendable () -> Void] = []
    private var ears: [Ear] = []
    private var hasNewEars = true
    /// Readable when there is a job, or another ear.
    private let bell = wak_event_counter()

    /// Creates a spawner whose thread is still to come: the one that calls `run`.
    public init() {}

    /// Makes the calling thread the spawner.
    public func run() -> Never {
        var heard: [Ear] = []
        var interests: [pollfd] = []
        while true {
            while let job = nextJob() { job() }
            if let ears = newEars() {
                heard = ears
                let descriptors = [bell] + ears.map(\.descriptor)
                interests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            }
            // Without a bell, which only a process without descriptors lacks, it looks now and then.
            guard poll(&interests, nfds_t(interests.count), bell < 0 ? 100 : -1) > 0 else { continue }
            for (place, interest) in interests.enumerated() where interest.revents != 0 {
                if place == 0 { wak_empty_counter(bell) } else { heard[place - 1].hear() }
            }
        }
    }

    /// Has the spawner do something, after what it was given before.
    ///
    /// Any thread may call it.
    public func submit(_ job: @escaping @Sendable () -> Void) {
        lock.lock()
        jobs.append(job)
        lock.unlock()
        ring()
    }

    /// Has a handler called on a queue, by the spawner's thread, whenever a descriptor has something to read or its
    /// other side has hung up; called on that queue.
    func listen(at descriptor: Int32, on queue: DispatchQueue, _ handler: @escaping () -> Void) -> Ear {
        let ear = Ear(descriptor, queue, handler)
        change { $0.append(ear) }
        return ear
    }

    /// Ends that; called on the ear's queue.
    ///
    /// Its handler is not called any more, and the descriptor may be closed.
    func close(_ ear: Ear) {
        ear.isOpen = false
        change { ears in ears.removeAll { $0 === ear } }
    }

    private func change(_ work: (inout [Ear]) -> Void) {
        lock.lock()
        work(&ears)
        hasNewEars = true
        lock.unlock()
        ring()
    }

    private func ring() {
        guard bell >= 0 else { return }
        wak_event_signal(bell)
    }

    private func nextJob() -> (@Sendable () -> Void)? {
        lock.lock()
        defer { lock.unlock() }
        return jobs.isEmpty ? nil : jobs.removeFirst()
    }

    private func newEars() -> [Ear]? {
        lock.lock()
        defer { lock.unlock() }
        guard hasNewEars else { return nil }
        hasNewEars = false
        return ears
    }
}

/// A descriptor that the spawner listens at.
final class Ear: @unchecked Sendable {
    let descriptor: Int32
    /// Belongs to the queue.
    fileprivate(set) var isOpen = true
    private let queue: DispatchQueue
    private let handler: () -> Void

    fileprivate init(_ descriptor: Int32, _ queue: DispatchQueue, _ handler: @escaping () -> Void) {
        self.descriptor = descriptor
        self.queue = queue
        self.handler = handler
    }

    fileprivate func hear() {
        // The calling thread does it itself, unless another one is on the queue just now: then it waits for its turn.
        queue.sync { if isOpen { handler() } }
    }
}
