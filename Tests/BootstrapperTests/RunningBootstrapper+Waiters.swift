import Foundation

extension RunningBootstrapper {
    /// Waits until a script of the role waits at the endpoint (`role wait WORD`): it sleeps, and goes on sleeping.
    ///
    /// Before that it sleeps, too, for the goal state, but not for as long as it takes to look three hundred times.
    func waitForWaiter(_ word: String) -> Bool {
        let deadline = Date(timeIntervalSinceNow: 20)
        var seen = 0
        var waiter: (pid: Int32, switches: String)?
        while Date() < deadline {
            let pid = waiter?.pid ?? survivors().first { isWaiting($0, word) }
            guard let pid, isWaiting(pid, word) else {
                (waiter, seen) = (nil, 0)
                continue
            }
            let now = switches(of: pid)
            seen = waiter?.switches == now ? seen + 1 : 0
            waiter = (pid, now)
            if seen == 300 { return true }
        }
        return false
    }

    private func switches(of pid: Int32) -> String {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("voluntary") }.map(String.init) ?? ""
    }

    private func isWaiting(_ pid: Int32, _ word: String) -> Bool {
        let words = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
        return words.range(of: Data("role\0wait\0\(word)\0".utf8)) != nil && hasSocket(pid)
    }

    private func hasSocket(_ pid: Int32) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")) ?? []
        return names.contains { name in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\(name)")
            return target?.hasPrefix("socket:") ?? false
        }
    }
}
