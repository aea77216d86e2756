import Glibc

/// Who descends from the bootstrapper.
enum ProcessFamily {
    /// Returns whether a process was started by us or by somebody whom we started; one that is not seen is not ours.
    ///
    /// A process whose parents have ended is ours, too: we have adopted it.
    static func isOurs(_ pid: Int32) -> Bool {
        let own = getpid()
        var process = pid
        // A chain of parents is never longer than there are processes; one that changes meanwhile must not hold us.
        for _ in 0..<4_096 {
            guard process > 0, process != own, let parent = parent(of: process) else { return false }
            if parent == own { return true }
            process = parent
        }
        return false
    }

    private static func parent(of pid: Int32) -> Int32? {
        guard case .success(let text) = FileContent.read("/proc/\(pid)/stat", limit: 1_024, cutsLonger: true) else {
            return nil
        }
        // The name stands in parentheses and may hold anything, so the fields are counted from the last one.
        guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[text.index(after: end)...].split(separator: UInt8(ascii: " "), maxSplits: 3)
        guard fields.count > 2 else { return nil }
        return Int32(String(decoding: fields[1], as: UTF8.self))
    }
}
