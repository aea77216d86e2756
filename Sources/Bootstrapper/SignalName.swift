/// The names of signals.
enum SignalName {
    private static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH",
        "IO",
        "PWR", "SYS",
    ]

    /// Returns the name without `SIG`, the number for those that have none.
    static func text(_ number: Int32) -> String {
        let index = Int(number) - 1
        return names.indices.contains(index) ? names[index] : String(number)
    }
}
