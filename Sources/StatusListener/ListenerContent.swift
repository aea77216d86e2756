/// What the listener answers with; every closure is called on the shared queue, for each answer anew.
public struct ListenerContent {
    /// Whether the instance is Ready (`/ready`, Azure's probe).
    public var isReady: () -> Bool
    /// Whether the bootstrapper does its work (`/live`): false makes a container engine start it again.
    public var isLive: () -> Bool = { true }
    /// What HAProxy's agent-check is told; nil: ready or drain, as `isReady` says.
    public var agentState: (() -> AgentState)?
    /// The metrics as text, given whether OpenMetrics is wanted, else Prometheus' own form; nil: no `/metrics`.
    public var metrics: ((_ isOpenMetrics: Bool) -> String)?
    /// The status document, one line of JSON (`docs/reference/status.md`); nil: no `/status.json` and no `/events`.
    public var status: (() -> String)?
    /// The timeline, an SVG document of our own; nil: no `/timeline.svg`.
    public var timeline: (() -> String)?
    /// The last lines of each task and the host; nil: no `/logs.json`.
    public var logs: (() -> [LogTail])?
    /// Whether there is a page for people at `/`.
    public var hasPage = false

    /// Creates content that tells readiness only.
    public init(isReady: @escaping () -> Bool) {
        self.isReady = isReady
    }
}
