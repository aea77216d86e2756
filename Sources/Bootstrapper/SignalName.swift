import OperatorCommands

/// The names of signals.
enum SignalName {
    /// Returns the name without `SIG`, the number for those that have none.
    static func text(_ number: Int32) -> String { SignalTable.name(number) }
}
