/// Names of signals.
enum SignalName {
    private static let names: [Int32: String] = [
        1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 6: "SIGABRT", 9: "SIGKILL", 10: "SIGUSR1", 12: "SIGUSR2", 15: "SIGTERM",
        28: "SIGWINCH",
    ]

    /// Returns the name of a signal, or its number.
    static func of(_ signal: Int32) -> String { names[signal] ?? "signal \(signal)" }
}
