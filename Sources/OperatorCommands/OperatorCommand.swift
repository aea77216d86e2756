/// What an operator can ask for; the words of the command line.
public enum OperatorCommand: String, CaseIterable, Sendable {
    case status
    case logs
    case events
    case stop
    case recycle
    case restart
    case signal
    case updateConfiguration = "update-configuration"
    case list
    case why
    case timeline
}
