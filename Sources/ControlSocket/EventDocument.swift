import JSONText

/// One thing that has happened to a role, as `events` shows it (`docs/reference/events.schema.json`).
public struct EventDocument: Hashable, Sendable {
    /// Its number in this run, from 1, without gaps.
    public var sequence: Int
    /// When, by the wall clock, as RFC 3339 has it.
    public var time: String
    /// The kind; stable, for programs.
    public var kind: String
    /// In which incarnation.
    public var incarnation: Int
    /// The number of the task that it is about, from 1; nil for the host and for the role as a whole.
    public var task: Int?
    /// How messages call the task or the host; nil for the role as a whole.
    public var name: String?
    /// The process.
    public var pid: Int?
    /// How the process ended.
    public var exit: StatusDocument.Exit?
    /// The phase that begins.
    public var phase: String?
    /// The same for a person.
    public var text: String

    /// Creates an event of which only the words are known.
    public init(sequence: Int, time: String, kind: String, incarnation: Int, text: String) {
        self.sequence = sequence
        self.time = time
        self.kind = kind
        self.incarnation = incarnation
        self.text = text
    }

    /// The event as it goes over the wire.
    public var json: JSON {
        .object([
            ("version", .integer(ControlRequest.version)),
            ("sequence", .integer(sequence)),
            ("time", .string(time)),
            ("event", .string(kind)),
            ("incarnation", .integer(incarnation)),
            ("task", .optional(task)),
            ("name", .optional(name)),
            ("pid", .optional(pid)),
            ("exit", exit.map(\.json) ?? .null),
            ("phase", .optional(phase)),
            ("text", .string(text)),
        ])
    }

    /// Reads an event; nil when it is none.
    public init?(_ json: JSON) {
        guard let sequence = json["sequence"]?.integer, let kind = json["event"]?.text else { return nil }
        self.init(
            sequence: sequence,
            time: json["time"]?.text ?? "",
            kind: kind,
            incarnation: json["incarnation"]?.integer ?? 1,
            text: json["text"]?.text ?? kind
        )
        task = json["task"]?.integer
        name = json["name"]?.text
        pid = json["pid"]?.integer
        exit = json["exit"].flatMap(StatusDocument.Exit.init)
        phase = json["phase"]?.text
    }
}
