/// A role that is a program of its own, for `<ProgramEntryPoint>`.
///
/// ```swift
/// import ServiceRuntime
///
/// @main struct Mill: RoleProgram {
///     func run() async throws {
///         let queue = try RoleEnvironment.configurationSettingValue("QueueName")
///         …
///     }
/// }
/// ```
///
/// The instance is Busy during ``RoleEntryPoint/onStart()`` and Ready from ``RoleEntryPoint/run()`` on. Give the entry point
/// `setReadyOnProcessStart="false"`, or it counts as Ready as soon as it has been executed, until it says that it is Busy.
/// SIGTERM and SIGINT stop it in order as well, so that it can be tried out by hand, outside a role.
public protocol RoleProgram: RoleEntryPoint {
    /// Creates the role; its work begins in ``RoleEntryPoint/onStart()``.
    init()
}

extension RoleProgram {
    /// Runs the role until it stops, and ends the process: with 0 after a stop in order, with 1 when `onStart` says no,
    /// with 70 when `run` fails.
    public static func main() async {
        ProcessEnd.exit(with: await ProgramLife(Self()).run())
    }
}
