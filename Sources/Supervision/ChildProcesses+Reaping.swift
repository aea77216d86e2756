import Dispatch
import Glibc
import Kernel
import Lifecycle

extension ChildProcesses {
    /// How many orphans are reaped before others are looked after.
    private static let orphanBatch = 64

    /// Reaps whoever is dead, except the launcher, which Foundation must find.
    ///
    /// - Parameter first: whose end is likely, so that nobody has to be looked for when it is the only one.
    func sweep(first: Int32 = 0) {
        // Whoever waited for it shall not wait for the search for others.
        if keys[first] != nil { hear { reap(first) } }
        var orphans = 0
        while orphans < Self.orphanBatch {
            let pid = wak_peek_child()
            guard pid > 0 else { return checkStragglers() }
            if keys[pid] != nil || discarded.contains(pid) {
                guard reap(pid) else { return }
            } else if let slot = slotOfUnborn(pid) {
                settle(slot)
            } else if isFoundations(pid) {
                // It is in front until Foundation has reaped it, which is a matter of microseconds; its own end of the
                // status socket closed before it died.
                return reapChildren()
            } else {
                guard reap(pid) else { return }
                orphans += 1
            }
        }
        // A flood of orphans: see that nobody's news waits behind it.
        reapChildren()
        scheduleSweep()
    }

    private func scheduleSweep() {
        guard !isSweepScheduled else { return }
        isSweepScheduled = true
        queue.async {
            self.isSweepScheduled = false
            self.sweep()
        }
    }

    /// Returns the slot of a child that died before the launcher's answer was read.
    func slotOfUnborn(_ pid: Int32) -> Int? {
        guard let slots else { return nil }
        return sendings.first { wak_slot_read(slots + $0).pid == pid }
    }

    /// Returns whether it is a launcher; while one is being started, nobody knows yet who is.
    private func isFoundations(_ pid: Int32) -> Bool {
        if case .starting = launcher { return true }
        return launcherPids.contains(pid)
    }

    /// Reaps those of the known children that are dead, whatever else is.
    private func reapChildren() {
        for pid in Array(keys.keys) { reap(pid) }
    }

    /// Reaps a dead child and tells whose end it was; returns whether it was there to be reaped.
    @discardableResult
    private func reap(_ pid: Int32) -> Bool {
        let name = onOrphan == nil || keys[pid] != nil ? nil : ProcessTable.name(of: pid)
        var end = wak_child_end()
        guard wak_reap_child(pid, &end) == 1 else { return false }
        let status = TerminationStatus(end)
        if let key = keys.removeValue(forKey: pid) {
            guard let child = children.removeValue(forKey: key) else { return true }
            child.exited(status, ResourceUsage(end))
            release(child)
        } else if discarded.remove(pid) == nil {
            onOrphan?(pid, status, name)
        }
        return true
    }
}

extension ChildProcesses {
    /// Closes what was held for a child; while news is taken, when the orders that come of it are on their way.
    private func release(_ child: ManagedChild) {
        if isHearing { held += child.held } else { for descriptor in child.held { close(descriptor) } }
    }

    /// Closes what was held meanwhile.
    func releaseHeld() {
        for descriptor in held { close(descriptor) }
        held.removeAll(keepingCapacity: true)
    }
}

extension TerminationStatus {
    /// Takes the status out of what the kernel told.
    init(_ end: wak_child_end) {
        self = end.signaled != 0 ? .signaled(end.status) : .exited(code: UInt8(truncatingIfNeeded: end.status))
    }
}
