import ControlSocket
import Glibc

/// Where this machine puts the core of a crash (core(5)).
struct CorePattern {
    private let pattern: String

    init(_ pattern: String) { self.pattern = pattern }

    /// As it is set now.
    static var current: CorePattern {
        let file = open("/proc/sys/kernel/core_pattern", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return CorePattern("") }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = max(0, read(file, &buffer, buffer.count))
        return CorePattern(String(decoding: buffer[..<count].filter { $0 != 0x0A }, as: UTF8.self))
    }

    /// Whether a signal's usual action is to leave a core.
    static func dumps(_ signal: Int) -> Bool {
        [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGXCPU, SIGXFSZ, SIGSYS].contains(
            Int32(clamping: signal)
        )
    }

    /// Says where a process's core is, or why there is none.
    func words(_ suspect: IncarnationRecord.Suspect, limit: Int?) -> String {
        let pid = suspect.pid.map(String.init) ?? "PID"
        if pattern.hasPrefix("|") {
            if pattern.contains("systemd-coredump") {
                return "with systemd-coredump: coredumpctl info \(pid); coredumpctl debug \(pid)"
            }
            if pattern.contains("apport") { return "with apport: see /var/crash" }
            return "given to '\(pattern.dropFirst().prefix(60))' (/proc/sys/kernel/core_pattern)"
        }
        guard !pattern.isEmpty else { return "/proc/sys/kernel/core_pattern names no place" }
        if limit == 0 {
            return
                "none was written: the limit was 0; 'ulimit -c unlimited' before the bootstrapper is started allows one, at "
                + place(suspect, pid)
        }
        let path = place(suspect, pid)
        return path.contains("%") || access(path, F_OK) == 0 ? path : "\(path), if it could be written there"
    }

    private func place(_ suspect: IncarnationRecord.Suspect, _ pid: String) -> String {
        let program = suspect.program.split(separator: "/").last.map { String($0.prefix(15)) } ?? "%e"
        var path = pattern.replacing("%p", with: pid).replacing("%e", with: program)
        path = path.replacing("%E", with: suspect.program.replacing("/", with: "!"))
        if !path.hasPrefix("/") { path = suspect.workingDirectory + "/" + path }
        // Without a %p the kernel adds the pid where it is told to (core_uses_pid).
        let addsPID = !pattern.contains("%p") && access(path, F_OK) != 0 && access(path + "." + pid, F_OK) == 0
        return addsPID ? path + "." + pid : path
    }
}
