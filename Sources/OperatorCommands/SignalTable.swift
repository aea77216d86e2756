/// The names of signals and their numbers.
public enum SignalTable {
    private static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS",
    ]

    /// Returns the name without `SIG`, the number for those that have none.
    public static func name(_ number: Int32) -> String {
        let index = Int(number) - 1
        return names.indices.contains(index) ? names[index] : String(number)
    }

    /// Returns the number of `TERM`, `SIGTERM`, `sigterm` or `15`; nil when there is none from 1 to 64.
    public static func number(_ written: String) -> Int? {
        if let number = Int(written) { return (1...64).contains(number) ? number : nil }
        let upper = written.uppercased()
        let name = upper.hasPrefix("SIG") ? String(upper.dropFirst(3)) : upper
        return names.firstIndex(of: name).map { $0 + 1 }
    }
}
