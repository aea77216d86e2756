import Lifecycle

/// Whose process it is.
enum ChildKey: Hashable {
    /// The machine's.
    case child(ChildID)
    /// A readiness or status probe's.
    case probe(UInt64)
}

/// A process that has been started and whose end is not known yet.
final class ManagedChild {
    let key: ChildKey
    let pid: Int32
    let exited: (TerminationStatus, ResourceUsage) -> Void

    init(key: ChildKey, pid: Int32, exited: @escaping (TerminationStatus, ResourceUsage) -> Void) {
        self.key = key
        self.pid = pid
        self.exited = exited
    }
}

/// An order that has not been answered yet.
final class Launch {
    let key: ChildKey
    let order: LaunchOrder
    let started: (Result<Int32, StartFailure>) -> Void
    let exited: (TerminationStatus, ResourceUsage) -> Void
    /// How often it was sent to a launcher.
    var attempts = 0
    /// What the child is to be sent as soon as it is there.
    var orders: [SignalOrder] = []

    init(
        key: ChildKey,
        order: LaunchOrder,
        started: @escaping (Result<Int32, StartFailure>) -> Void,
        exited: @escaping (TerminationStatus, ResourceUsage) -> Void
    ) {
        self.key = key
        self.order = order
        self.started = started
        self.exited = exited
    }
}

/// What is to be sent to a child.
enum SignalOrder {
    /// This signal, to its group.
    case signal(Int32)
    /// This signal, to its group, which is then woken if it is stopped.
    case terminate(Int32)
    /// SIGKILL, to its whole tree.
    case kill
}
