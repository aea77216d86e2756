import Foundation

extension RunningBootstrapper {
    /// Waits until a script of the role waits at the endpoint (`role wait WORD`): it has connected and sleeps.
    func waitForWaiter(_ word: String) -> Bool {
        let deadline = Date(timeIntervalSinceNow: 20)
        while Date() < deadline {
            for pid in survivors() where isWaiting(pid, word) { return true }
        }
        return false
    }

    private func isWaiting(_ pid: Int32, _ word: String) -> Bool {
        let words = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
        guard words.range(of: Data("role\0wait\0\(word)\0".utf8)) != nil else { return false }
        let call = (try? String(contentsOfFile: "/proc/\(pid)/wchan", encoding: .utf8)) ?? ""
        // It asks for the goal state, then for the file, then it sleeps in poll.
        return call.contains("poll") && hasSocket(pid)
    }

    private func hasSocket(_ pid: Int32) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")) ?? []
        return names.contains { name in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\(name)")
            return target?.hasPrefix("socket:") ?? false
        }
    }
}
