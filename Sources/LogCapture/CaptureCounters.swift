/// What has come in and what could not be kept, since the start.
public struct CaptureCounters: Sendable, Hashable {
    /// Bytes read from children.
    public var bytesRead = 0
    /// Lines that a full, read-only or broken disk did not take.
    public var linesLostByFiles = 0
    /// The bytes of those lines.
    public var bytesLostByFiles = 0
    /// Lines that a stalled or closed console did not take.
    public var linesLostByConsole = 0
    /// Records of the bootstrapper's own that came faster than they could be written.
    public var recordsLost = 0
    /// Pipes that are still read.
    public var openPipes = 0

    /// Creates counters that stand at zero.
    public init() {}

    /// Everything that is missing somewhere.
    public var droppedLines: Int { linesLostByFiles + linesLostByConsole + recordsLost }
}
