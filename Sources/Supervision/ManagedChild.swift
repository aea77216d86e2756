import Lifecycle

/// A process that has been started and whose end is not known yet.
final class ManagedChild {
    let key: ChildKey
    let pid: Int32
    /// Whether it was an orphan before; then it need not lead a process group.
    let isAdopted: Bool
    let exited: (TerminationStatus, ResourceUsage) -> Void
    /// What is closed when its end has been told.
    var held: [Int32] = []

    init(
        key: ChildKey,
        pid: Int32,
        isAdopted: Bool = false,
        exited: @escaping (TerminationStatus, ResourceUsage) -> Void
    ) {
        self.key = key
        self.pid = pid
        self.isAdopted = isAdopted
        self.exited = exited
    }
}
