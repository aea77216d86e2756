/// The signals that can ask a process to end.
enum StopSignal {
    /// Names without `SIG`, with the numbers of Linux on x86-64 and arm64.
    ///
    /// SIGSTOP is not among them: a stopped process never ends.
    static let numbers: [String: Int32] = [
        "HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "TRAP": 5, "ABRT": 6, "BUS": 7, "FPE": 8, "KILL": 9, "USR1": 10,
        "SEGV": 11, "USR2": 12, "PIPE": 13, "ALRM": 14, "TERM": 15, "STKFLT": 16, "CHLD": 17, "CONT": 18, "TSTP": 20,
        "TTIN": 21, "TTOU": 22, "URG": 23, "XCPU": 24, "XFSZ": 25, "VTALRM": 26, "PROF": 27, "WINCH": 28, "IO": 29,
        "PWR": 30, "SYS": 31, "RTMIN": 34, "RTMAX": 64,
    ]

    /// Returns the number of a signal: `SIGQUIT`, `QUIT`, `3`, `SIGRTMIN+3`; nil when there is none, or it is SIGSTOP.
    static func number(of text: String) -> Int32? {
        if let number = Int32(text) { return (1...64).contains(number) && number != 19 ? number : nil }
        let name = text.hasPrefix("SIG") ? text.dropFirst(3) : text[...]
        if let number = numbers[String(name)] { return number }
        guard name.hasPrefix("RTMIN+") || name.hasPrefix("RTMAX-"), let offset = Int32(name.dropFirst(6)),
            (0...30).contains(offset)
        else { return nil }
        return name.hasPrefix("RTMIN") ? 34 + offset : 64 - offset
    }
}
