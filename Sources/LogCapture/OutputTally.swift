import Synchronization

/// What one task has written, counted over all its processes; any thread may ask.
public final class OutputTally: Sendable {
    private let lineCount = Atomic(0)
    private let byteCount = Atomic(0)
    private let lostCount = Atomic(0)

    /// Creates a tally in which nothing has been written yet.
    public init() {}

    /// Lines that were read, one without its newline at the end included.
    public var lines: Int { lineCount.load(ordering: .relaxed) }
    /// Bytes of whole lines that were read.
    public var bytes: Int { byteCount.load(ordering: .relaxed) }
    /// Lines that the task's file did not take.
    public var linesLostByFile: Int { lostCount.load(ordering: .relaxed) }

    func take(lines: Int, bytes: Int) {
        lineCount.wrappingAdd(lines, ordering: .relaxed)
        byteCount.wrappingAdd(bytes, ordering: .relaxed)
    }

    func lose(lines: Int) {
        if lines > 0 { lostCount.wrappingAdd(lines, ordering: .relaxed) }
    }
}
