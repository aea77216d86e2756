import Glibc

extension NotifySocket {
    /// The longest chain of parents that is followed; one that changes meanwhile must not hold us.
    private static let longestChain = 4096

    /// Returns whether a process is the child's: the child, its main process, one of its process group or session, or a
    /// descendant of any of those.
    ///
    /// One that has made itself a daemon descends from nobody any more. It is the child's if it runs as the same user and
    /// was given this very socket.
    func isOwn(_ pid: Int32, _ place: ProcessTable.Place) -> Bool {
        var (pid, place) = (pid, place)
        for _ in 0..<Self.longestChain {
            if pid == child || place.group == child || place.session == child { return true }
            if mainProcess == ProcessIdentity(pid: pid, birth: place.birth) { return true }
            if pid == getpid() || pid <= 1 { return false }
            if place.parent == getpid() { return isDaemon(pid) }
            guard let next = ProcessTable.place(of: place.parent) else { return false }
            (pid, place) = (place.parent, next)
        }
        return false
    }

    /// Returns whether an orphan, or another's child, was given this socket.
    ///
    /// Anybody may write into his environment what he likes, but whoever runs as the same user could trace the child and
    /// speak through it as well.
    private func isDaemon(_ pid: Int32) -> Bool {
        guard ProcessTable.user(of: pid) == user else { return false }
        return ProcessTable.wasGiven("NOTIFY_SOCKET=" + address, pid)
    }
}
