import Dispatch
import Glibc
import Kernel
import Lifecycle

/// The processes that the bootstrapper starts, and the orphans that become its own.
///
/// Everything happens on the one shared queue: methods are called on it, handlers are called on it. At most one object
/// of this type may exist in a process: it reaps every child there is, but those of Foundation's that it knows.
///
/// How it works: docs/decisions/0002-resident-launcher.md.
public final class ChildProcesses: @unchecked Sendable {
    /// Called for each orphan that was reaped: its pid, its end and its program's name, when it is known.
    public var onOrphan: ((Int32, TerminationStatus, String?) -> Void)?
    /// Called when no straggler is left, once for each time that `terminateStragglers` or `killStragglers` was called
    /// since the last time.
    public var onStragglersGone: (() -> Void)?

    /// Called with true before news of processes is taken, and with false when the orders that came of it are on
    /// their way.
    public var onHearing: ((Bool) -> Void)?

    let queue: DispatchQueue
    let launcherPath: String
    let spawner: Spawner
    var launcher = LauncherState.absent
    /// Launchers that live, or that Foundation has still to reap.
    var launcherPids: Set<Int32> = []
    /// How many launchers have ended since one has carried out an order.
    var fruitlessLaunchers = 0
    /// Orders that have not been sent, in order.
    var waiting = FirstInFirstOut<Launch>()
    /// Orders that have been sent, by slot.
    var underWay: [Int: Launch] = [:]
    /// The order in which those were sent.
    var sendings: [Int] = []
    /// Slots that are not in use.
    var freeSlots: [Int] = (0..<Int(WAK_LAUNCH_SLOTS)).reversed()
    /// The memory that the launcher and unborn children write to, and its descriptor.
    var slots: UnsafeMutablePointer<wak_launch_slot>?
    var page: Int32 = -1
    var children: [ChildKey: ManagedChild] = [:]
    var keys: [Int32: ChildKey] = [:]
    /// Children that could not become what they should have been; their end is no news.
    var discarded: Set<Int32> = []
    var stragglers: StragglerHunt?
    var descriptorLimit: UInt64 = .max
    /// Readable when a child has ended.
    var counter: Int32 = -1
    var childNews: (any DispatchSourceRead)?
    /// Whether news is being taken: orders that come of it are sent at its end.
    var isHearing = false
    /// Descriptors that are closed then.
    var held: [Int32] = []
    /// What waits until the launcher has been started.
    var afterLauncher: (() -> Void)?
    var isSweepScheduled = false
    var lastProbe: UInt64 = 0

    /// Creates an object that does nothing until `start`.
    ///
    /// - Parameters:
    ///   - queue: the shared serial queue.
    ///   - launcher: where `walaunch` is, absolute.
    ///   - spawner: the thread that starts it.
    public init(queue: DispatchQueue, launcher: String, spawner: Spawner) {
        self.queue = queue
        launcherPath = launcher
        self.spawner = spawner
    }

    /// How many processes have been started and not been reaped, probes included.
    public var count: Int { children.count }

    /// Becomes the one whom orphans go to, watches for ends, and begins to start the launcher, without waiting for it.
    ///
    /// Raises the soft limit of open descriptors to the hard one; children start with what it was.
    ///
    /// - Throws: `SystemCallFailure`.
    public func start() throws {
        try SystemCallFailure.check(wak_disarm_sigpipe(), "give SIGPIPE a handler")
        try SystemCallFailure.check(wak_become_subreaper(), "become the parent of orphans")
        // As PID 1 of a namespace, its session may be one that it does not see, where no process group can be made.
        if getpid() == 1 && getpgrp() == 0 { _ = setsid() }
        // Not being allowed to is no reason not to start.
        if wak_raise_descriptor_limit(&descriptorLimit) < 0 { descriptorLimit = .max }
        page = try SystemCallFailure.check(wak_slots_create(&slots), "share memory with the launcher")
        counter = try SystemCallFailure.check(wak_event_counter(), "make an event counter")
        try SystemCallFailure.check(wak_catch_signal(SIGCHLD, counter), "watch for the end of children")
        // Whoever executed us may have left us children, and some may be dead: they are looked for when it is there.
        startLauncher()
    }

    /// Does something when the orders so far have been sent to the launcher, or it could not be started.
    public func afterOrders(_ work: @escaping () -> Void) {
        if case .starting = launcher {
            afterLauncher = work
        } else {
            queue.later(work)
        }
    }

    /// Starts a process; returns at once.
    ///
    /// - Parameters:
    ///   - id: what it is called from now on; never used before.
    ///   - order: what it is to be; its descriptors are closed in any case.
    ///   - started: called once, never before this method has returned, with the process identifier, which is also its
    ///     group's, when it has been executed, or with what failed.
    ///   - exited: called once after a successful `started`, when it has ended and has been reaped.
    public func spawn(
        _ id: ChildID,
        _ order: LaunchOrder,
        started: @escaping (Result<Int32, StartFailure>) -> Void,
        exited: @escaping (TerminationStatus, ResourceUsage) -> Void
    ) {
        spawn(Launch(key: .child(id), order: order, started: started, exited: exited))
    }

    /// Returns the process identifier of a child that lives.
    public func pid(of id: ChildID) -> Int32? { children[.child(id)]?.pid }

    /// Returns a key for a process that the machine knows nothing of.
    func makeProbeKey() -> ChildKey {
        lastProbe &+= 1
        return .probe(lastProbe)
    }

    func spawn(_ launch: Launch) {
        waiting.append(launch)
        if waiting.count > 1 || isHearing { return }
        // Not within the call: `started` may fail at once.
        queue.async { self.pump() }
    }

    /// Takes news, and sends the orders that come of it before anything else is done.
    func hear(_ news: () -> Void) {
        isHearing = true
        onHearing?(true)
        news()
        isHearing = false
        pump()
        releaseHeld()
        onHearing?(false)
    }

    /// Begins to listen, once; the launcher's first answer comes after it.
    func watchForEnds() {
        guard childNews == nil, counter >= 0 else { return }
        let counter = counter
        let source = DispatchSource.makeReadSource(fileDescriptor: counter, queue: queue)
        source.setEventHandler { [weak self] in
            wak_empty_counter(counter)
            self?.sweep(first: wak_take_signal(SIGCHLD).pid)
        }
        source.activate()
        childNews = source
        // Whoever executed us may have blocked it: then it would reach no thread.
        spawner.submit { _ = wak_unblock_signal(SIGCHLD) }
    }
}
