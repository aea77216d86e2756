/// How one learns that something is ready or healthy (behaviour C5).
public enum Readiness: Hashable, Sendable {
    /// `notify`: sd_notify `READY=1` on `$NOTIFY_SOCKET`.
    case notify
    /// `fd`: a byte, or a line, on the descriptor `$READY_FD`.
    case fd
    /// `tcp:PORT` or `tcp:HOST:PORT`: a connection is accepted. The host defaults to 127.0.0.1.
    case tcp(host: String, port: UInt16)
    /// `unix:PATH`: a connection is accepted.
    case unix(path: String)
    /// `http://…`: GET answers 2xx or 3xx. Plain HTTP only.
    case http(host: String, port: UInt16, target: String)
    /// `file:PATH`: the file is there.
    case file(path: String)
    /// `exec:COMMAND`: the command exits 0.
    case exec(commandLine: String)
}

/// When a background or foreground task is started again (behaviour C2).
public enum RestartPolicy: String, Hashable, Sendable, CaseIterable {
    /// Never.
    case never
    /// After an exit that is no success.
    case onFailure = "on-failure"
    /// After every exit.
    case always
}

/// The transports of the runtime endpoint (runtime protocol §1).
public enum RuntimeEndpointTransport: String, Hashable, Sendable, CaseIterable {
    /// A set of Unix sockets.
    case socket
    /// A set of FIFOs.
    case fifo
    /// No runtime endpoint: the process has no `WaRuntimeEndpoint`.
    case absent = "none"
}

/// The attributes in our own namespace (behaviour B8); nil: not written.
public struct LinuxExtensions: Hashable, Sendable {
    /// The namespace.
    public static let namespace = "urn:wahostbootstrapper:linux:1"

    /// `user`: whom to run as.
    public var user: String?
    /// `timeout`: how long a simple task may run.
    public var timeout: Duration?
    /// `readiness`.
    public var readiness: Readiness?
    /// `readinessTimeout`.
    public var readinessTimeout: Duration?
    /// `statusCheck`, on the entry point.
    public var statusCheck: Readiness?
    /// `restart`, on background and foreground tasks.
    public var restart: RestartPolicy?
    /// `stopSignal`: the number of the signal that asks it to end, 1–64.
    public var stopSignal: Int32?
    /// `stopTimeout`: from the stop signal to SIGKILL.
    public var stopTimeout: Duration?
    /// `successExitCodes`: the codes that count as success; 0 only when not written.
    public var successExitCodes: Set<UInt8>?

    /// `runtimeEndpoint`: the transport whose name `WaRuntimeEndpoint` has.
    public var runtimeEndpoint: RuntimeEndpointTransport?
    /// The limits that were written as `none` or `infinity`; their own property is then nil.
    public var unlimited: Set<Limit> = []

    /// A limit of time that may be written as none at all.
    public enum Limit: String, Hashable, Sendable, CaseIterable {
        /// `timeout`.
        case timeout
        /// `readinessTimeout`.
        case readinessTimeout
        /// `stopTimeout`.
        case stopTimeout
    }

    /// Creates extensions with nothing written.
    public init() {}
}
