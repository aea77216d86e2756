import Glibc

/// What a client signs its reports with.
public enum ClientIdentity {
    /// A random UUID, the same for the life of this process.
    public static let ofThisProcess: String = uuid()

    /// Returns one that all commands of the same script share, however deep in subshells and pipes they are called.
    ///
    /// It is made of the process group: a shell without job control leaves all that it starts in its own, and the
    /// bootstrapper gives each program of a role one of its own. A command that leads its group was typed in (job control):
    /// then it is the session. The leader's start time tells it from an earlier process with the same number.
    public static func ofThisScript() -> String {
        let leader = leader(group: getpgrp(), session: getsid(0), parent: getppid(), process: getpid())
        return "script-\(leader)-\(startTime(of: leader))"
    }

    /// Returns the process that stands for the script.
    ///
    /// A group or session that was begun outside this PID namespace has the number 0 here: that would be the same for
    /// every script in it. The parent is the nearest that is left to tell them apart.
    static func leader(group: pid_t, session: pid_t, parent: pid_t, process: pid_t) -> pid_t {
        if group > 0, group != process { return group }
        if session > 0 { return session }
        return parent > 0 ? parent : process
    }

    private static func uuid() -> String {
        var generator = SystemRandomNumberGenerator()
        let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Substring(hexadecimal(high) + hexadecimal(low))
        var rest = digits
        var groups: [Substring] = []
        for length in [8, 4, 4, 4, 12] {
            groups.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return groups.joined(separator: "-")
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Returns field 22 of `/proc/PID/stat`, in clock ticks since boot; 0 when the process is gone.
    private static func startTime(of process: pid_t) -> UInt64 {
        let file = EndpointFile(part: .version, path: "/proc/\(process)/stat", limit: .seconds(1))
        guard let bytes = try? file.readAll(atMost: 65_536), let end = bytes.lastIndex(of: 0x29) else { return 0 }
        // The name may have blanks and parentheses in it; the fields behind the last one can be counted.
        let fields = bytes[end...].split(separator: 0x20)
        return fields.count > 20 ? UInt64(String(decoding: fields[20], as: UTF8.self)) ?? 0 : 0
    }
}
