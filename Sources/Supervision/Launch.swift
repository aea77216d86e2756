import Lifecycle

/// An order that has not been answered yet.
final class Launch {
    let key: ChildKey
    let order: LaunchOrder
    let started: (Result<Int32, StartFailure>) -> Void
    let exited: (TerminationStatus, ResourceUsage) -> Void
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
