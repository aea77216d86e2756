import Glibc

extension ChildProcesses {
    /// Whether descendants that are no children can be known: `/proc` is there, and that of our own PID namespace.
    public static var seesDescendants: Bool { ProcessTable.isOurs }

    /// Asks every straggler to end: every descendant that is neither a living child, nor below one, nor the launcher.
    ///
    /// Those who turn up later are asked as well. Answered by `onStragglersGone`, never within the call.
    public func terminateStragglers() {
        hunt(StragglerHunt(kills: false))
    }

    /// Kills every straggler, those who turn up later included.
    ///
    /// Answered by `onStragglersGone`, never within the call.
    public func killStragglers() {
        hunt(StragglerHunt(kills: true))
    }

    private func hunt(_ hunt: StragglerHunt) {
        stragglers = hunt
        queue.async { self.sweep() }
    }

    /// Goes on with a hunt, if there is one; called whenever somebody has died.
    func checkStragglers() {
        guard var hunt = stragglers, underWay.isEmpty else { return }
        // While a process is being started, it can not be told from a straggler.
        if case .starting = launcher { return }
        let roots = ProcessTable.children(of: getpid()).filter {
            keys[$0] == nil && !launcherPids.contains($0) && !discarded.contains($0)
        }
        guard !roots.isEmpty else {
            stragglers = nil
            onStragglersGone?()
            return
        }
        if hunt.kills {
            killTrees(of: roots)
        } else {
            let all = ProcessTable.descendants(of: roots).union(roots)
            for pid in all where !hunt.asked.contains(pid) {
                Glibc.kill(pid, SIGTERM)
                Glibc.kill(pid, SIGCONT)
            }
            hunt.asked = all
            stragglers = hunt
        }
    }
}
