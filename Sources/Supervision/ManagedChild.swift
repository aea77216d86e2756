import Lifecycle

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
