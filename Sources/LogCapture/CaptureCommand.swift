/// An order to the capture thread.
enum CaptureCommand: Sendable {
    case open(NewSource)
    case finish(SourceID, then: @Sendable ([CapturedLine]) -> Void)
    case record(LogRecord)
    case close
}

/// A child's pipes on their way to the capture thread, which owns the descriptors from here on.
struct NewSource: Sendable {
    var source: SourceID
    var name: String
    var file: String?
    var echo: Bool
    var tail: LineTail
    var tally: OutputTally?
    var outputDescriptor: Int32
    var errorDescriptor: Int32
}
