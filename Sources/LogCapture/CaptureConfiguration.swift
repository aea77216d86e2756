/// Where the output of children and the bootstrapper's own records go.
public struct CaptureConfiguration: Sendable {
    /// How many last lines of each child are remembered; 20 unless told.
    public var rememberedLines = 20
    /// The bootstrapper's own standard output and error.
    public var console = ConsoleConfiguration()
    /// The folder with one file per task; nil writes none.
    public var taskOutput: TaskOutputConfiguration?
    /// WaHostBootstrapper.log; nil writes none.
    public var log: LogFileConfiguration?

    /// Creates a configuration: the console and no file.
    public init() {}
}
