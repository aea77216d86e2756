import JSONText

/// What a request is answered with.
public enum ControlReply: Sendable {
    /// One line.
    case answer(JSON)
    /// One line that is made already, without its end.
    case line([UInt8])
    /// Lines now, each without its end, and more of the topic as they come.
    case stream(ControlTopic, [[UInt8]])
}

/// What a client can be told of without asking again.
public enum ControlTopic: Hashable, Sendable {
    /// The status: only the latest one matters.
    case status
    /// Events: each one matters.
    case events
}
