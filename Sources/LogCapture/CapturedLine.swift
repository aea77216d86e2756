/// A line that a child wrote, kept for the message about its end.
public struct CapturedLine: Sendable, Hashable {
    /// Which of its streams.
    public var stream: StandardStream
    /// When it was read, in nanoseconds since 1970 UTC.
    public var time: Int64
    /// The bytes, without the newline; at most 2 KiB of them.
    public var bytes: [UInt8]
    /// False when the line had more bytes than these, or no newline.
    public var isWhole: Bool

    /// Creates a line.
    public init(stream: StandardStream, time: Int64, bytes: [UInt8], isWhole: Bool) {
        self.stream = stream
        self.time = time
        self.bytes = bytes
        self.isWhole = isWhole
    }

    /// The bytes as text; what is not UTF-8 is replaced by U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
