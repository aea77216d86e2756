/// One command of an operator, as the command line says it.
public struct OperatorCall: Sendable {
    /// What is asked for.
    public var command: OperatorCommand
    /// What stands behind the options: an instance or role root, tasks, a signal.
    public var operands: [String] = []
    /// `--control-socket`, absolute; nil: the role that runs here.
    public var socket: String?
    /// The resources root in which the past is looked for.
    public var resources = ""
    /// The current folder, absolute.
    public var currentFolder = "/"
    /// `--json`.
    public var isJSON = false
    /// `--check`.
    public var checks = false
    /// `--watch`.
    public var watches = false
    /// `--follow`.
    public var follows = false
    /// `--wait`.
    public var waits = false
    /// `--wait-ready`.
    public var readyWithin: Duration?
    /// `--lines`; nil where none was named, the largest number for all.
    public var lines: Int?
    /// `--since`.
    public var since: Duration?
    /// `--svg`.
    public var isPicture = false
    /// `--list`.
    public var lists = false
    /// `--incarnation`.
    public var incarnation: Int?

    /// Creates a call without options.
    public init(_ command: OperatorCommand) {
        self.command = command
    }
}
