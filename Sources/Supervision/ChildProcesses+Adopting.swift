import Glibc
import Lifecycle

extension ChildProcesses {
    /// Takes an orphan for a child, such as the main process of a daemon whose first process has ended.
    ///
    /// The bootstrapper is the parent of orphans already when the `exited` of the process that left them is called.
    ///
    /// - Parameters:
    ///   - pid: an orphan that is known to belong to the child that has ended (`Notification.mainProcess`).
    ///   - id: what it is called from now on; never used before.
    ///   - exited: called once when it has ended and has been reaped.
    /// - Returns: whether it could be: it must be a child of this process, and none that has a name already. If not,
    ///   nothing is called.
    public func adopt(
        _ pid: Int32,
        as id: ChildID,
        exited: @escaping (TerminationStatus, ResourceUsage) -> Void
    ) -> Bool {
        let key = ChildKey.child(id)
        guard pid > 1, pid != getpid(), children[key] == nil, isOrphan(pid) else { return false }
        children[key] = ManagedChild(key: key, pid: pid, isAdopted: true, exited: exited)
        keys[pid] = key
        return true
    }

    /// Returns whether it is a child of ours that nobody has asked for.
    private func isOrphan(_ pid: Int32) -> Bool {
        if keys[pid] != nil || discarded.contains(pid) || launcherPids.contains(pid) || slotOfUnborn(pid) != nil {
            return false
        }
        return ProcessTable.place(of: pid)?.parent == getpid()
    }
}
