import Glibc
import Kernel

/// What /proc tells of other processes; nothing where it is that of another PID namespace.
enum ProcessTable {
    /// Whether the numbers in /proc are those that this process knows others by.
    ///
    /// After `unshare --pid` without `--mount-proc` they are not: what stands there are strangers with the same numbers.
    static let isOurs: Bool = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16) { buffer in
        guard let start = buffer.baseAddress else { return false }
        let count = readlink("/proc/self", start, buffer.count)
        return count > 0 && buffer.prefix(count).elementsEqual(String(getpid()).utf8.lazy.map(CChar.init))
    }

    /// A process's place among others.
    struct Place {
        var state: Character
        var parent: Int32
        var group: Int32
        var session: Int32
        var threads: Int32
        /// When it began, in ticks since the system did: with its number, no other process has ever been this one.
        var birth: UInt64
    }

    /// Returns the name of a process's program, cut to 15 bytes by the kernel.
    static func name(of pid: Int32) -> String? {
        guard var text = read("/proc/\(pid)/comm", limit: 64) else { return nil }
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns the user whom a process runs as; nil when it is gone.
    static func user(of pid: Int32) -> UInt32? {
        var status = stat()
        return isOurs && stat("/proc/\(pid)", &status) == 0 ? status.st_uid : nil
    }

    /// Returns whether a process was given this `NAME=value`; false when nobody may know.
    static func wasGiven(_ variable: String, _ pid: Int32) -> Bool {
        guard let text = read("/proc/\(pid)/environ", limit: 4 << 20) else { return false }
        return text.split(separator: 0).contains { $0.elementsEqual(variable.utf8) }
    }

    /// Returns where a process stands; nil when it is gone.
    static func place(of pid: Int32) -> Place? {
        guard let text = read("/proc/\(pid)/stat", limit: 1024) else { return nil }
        // The name stands in parentheses and may hold anything, so the fields are counted from the last one.
        guard let end = text.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = text[(end + 1)...].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let state = fields[0].first else { return nil }
        let numbers = [1, 2, 3, 17].map { Int32(String(decoding: fields[$0], as: UTF8.self)) ?? 0 }
        return Place(
            state: Character(UnicodeScalar(state)),
            parent: numbers[0],
            group: numbers[1],
            session: numbers[2],
            threads: numbers[3],
            birth: UInt64(String(decoding: fields[19], as: UTF8.self)) ?? 0
        )
    }

    /// Returns the children of every thread of a process, dead ones that nobody has reaped included.
    static func children(of pid: Int32) -> [Int32] {
        var found: [Int32] = []
        for thread in numbers(in: "/proc/\(pid)/task") {
            guard let text = read("/proc/\(pid)/task/\(thread)/children", limit: 4 << 20) else {
                return everyProcess { $0.parent == pid }
            }
            found += text.split(separator: UInt8(ascii: " ")).compactMap { Int32(String(decoding: $0, as: UTF8.self)) }
        }
        return found
    }

    /// Returns those who descend from any of the processes, not those themselves.
    static func descendants(of roots: some Sequence<Int32>) -> Set<Int32> {
        var found: Set<Int32> = []
        var next = Array(roots)
        while let pid = next.popLast() {
            for child in children(of: pid) where found.insert(child).inserted { next.append(child) }
        }
        return found
    }

    /// The slow way, for kernels that do not list children (CONFIG_PROC_CHILDREN).
    private static func everyProcess(_ isWanted: (Place) -> Bool) -> [Int32] {
        numbers(in: "/proc").filter { place(of: $0).map(isWanted) ?? false }
    }

    private static func numbers(in directory: String) -> [Int32] {
        guard isOurs, let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var numbers: [Int32] = []
        while let entry = readdir(stream) {
            if let number = Int32(String(cString: wak_entry_name(entry))) { numbers.append(number) }
        }
        return numbers
    }

    /// Reads a whole file of /proc, at most `limit` bytes of it.
    private static func read(_ path: String, limit: Int) -> [UInt8]? {
        guard isOurs else { return nil }
        var capacity = min(4096, limit)
        while true {
            var buffer = [UInt8](repeating: 0, count: capacity)
            let count = buffer.withUnsafeMutableBytes {
                wak_read_file(path, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
            }
            guard count >= 0 else { return nil }
            if count < capacity || capacity >= limit { return Array(buffer.prefix(Int(count))) }
            capacity = min(capacity * 8, limit)
        }
    }
}
