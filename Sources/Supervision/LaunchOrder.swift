import Glibc

/// What a child is to be: everything that is set before its program is executed.
///
/// Descriptors that it names belong to Supervision from the moment it is given the order: they are closed as soon as
/// the child has them or can not be started.
public struct LaunchOrder: Sendable {
    /// The file to execute, absolute.
    public var program: String
    /// The arguments, the program's own name first.
    public var arguments: [String]
    /// The environment, each `NAME=value`; nothing is added to it.
    public var environment: [String]
    /// The working directory, absolute; entered with the child's own rights.
    public var workingDirectory: String
    /// Whom to run as; nil: as the bootstrapper.
    public var credentials: Credentials?
    /// Whether it and its descendants can never gain rights.
    public var noNewPrivileges = false
    /// Whether it loses every capability, those it could gain by executing a file included.
    public var dropsCapabilities = false
    /// The file mode mask; nil: the bootstrapper's.
    public var fileModeMask: UInt32?
    /// Limits that differ from the bootstrapper's.
    public var limits: [ResourceLimit] = []
    /// The signal that it gets when the bootstrapper dies; 0: none.
    public var parentDeathSignal: Int32 = SIGKILL
    /// Whether it leads a session, not only a process group, of its own.
    public var newSession = false
    /// Where its output goes; nil: to /dev/null.
    public var standardOutput: Int32?
    /// Where its error output goes; nil: to /dev/null.
    ///
    /// May be the same descriptor as `standardOutput`.
    public var standardError: Int32?
    /// Whether our ends of its output stay open until its end has been told.
    ///
    /// Else whoever reads it is woken by the child's end, and that comes before the news of the end. For children that
    /// others wait for, one at a time: it takes two descriptors.
    public var holdsOutput = false
    /// Further descriptors that it is given.
    public var extraDescriptors: [ExtraDescriptor] = []

    /// Creates an order with every default.
    public init(
        program: String,
        arguments: [String],
        environment: [String] = [],
        workingDirectory: String = "/"
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
    }
}
