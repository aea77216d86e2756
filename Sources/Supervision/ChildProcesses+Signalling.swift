import Glibc
import Lifecycle

extension ChildProcesses {
    /// Sends a signal to the child's process group; one that is not there yet gets it when it is.
    public func signal(_ id: ChildID, _ signal: Int32) { send(.signal(signal), to: .child(id)) }

    /// Asks the child's process group to end, and wakes it if it is stopped, so that it can.
    public func terminate(_ id: ChildID, with signal: Int32 = SIGTERM) { send(.terminate(signal), to: .child(id)) }

    /// Kills the child, its process group and every descendant, those that left the group or the session included.
    ///
    /// Not those whose own parent has died before: they are stragglers.
    public func kill(_ id: ChildID) { send(.kill, to: .child(id)) }

    func send(_ order: SignalOrder, to key: ChildKey) {
        if let child = children[key] {
            perform(order, on: child)
        } else {
            let launch = underWay.values.first { $0.key == key } ?? waiting.first { $0.key == key }
            launch?.orders.append(order)
        }
    }

    func perform(_ order: SignalOrder, on child: ManagedChild) {
        // It has not been reaped, for that happens on this queue: the number can be nobody else's.
        switch order {
        case .signal(let signal):
            sendToGroup(of: child, signal)
        case .terminate(let signal):
            sendToGroup(of: child, signal)
            sendToGroup(of: child, SIGCONT)
        case .kill:
            sendToGroup(of: child, SIGSTOP)
            killTrees(of: [child.pid])
            sendToGroup(of: child, SIGKILL)
        }
    }

    /// Kills processes and all their descendants, who were stopped first so that none can slip away by making another.
    func killTrees(of roots: [Int32]) {
        var known = Set(roots)
        for pid in known { Glibc.kill(pid, SIGSTOP) }
        // More rounds than these need somebody who makes children on purpose, and then it is time for the axe.
        for _ in 0..<16 {
            let found = ProcessTable.descendants(of: roots).subtracting(known)
            for pid in found { Glibc.kill(pid, SIGSTOP) }
            known.formUnion(found)
            if found.isEmpty && !known.contains(where: canFork) { break }
        }
        for pid in known { Glibc.kill(pid, SIGKILL) }
    }

    /// Returns whether it may still make a child although it has been sent SIGSTOP.
    ///
    /// A thread with a signal to take can not; the others of its process are told only when it takes it.
    private func canFork(_ pid: Int32) -> Bool {
        guard let place = ProcessTable.place(of: pid) else { return false }
        return place.threads > 1 && (place.state == "R" || place.state == "S")
    }

    private func sendToGroup(of child: ManagedChild, _ signal: Int32) {
        // A child that asked for a session leads a group as well, so there is always one.
        guard child.isAdopted else {
            Glibc.kill(-child.pid, signal)
            return
        }
        let group = getpgid(child.pid)
        // One that has joined another's group is signalled alone.
        let isOwn = group > 1 && group != getpgrp() && (keys[group] == nil || group == child.pid)
        Glibc.kill(isOwn && !launcherPids.contains(group) ? -group : child.pid, signal)
    }
}
