/// Takes chunks out of a stream, whatever pieces it comes in; holds no more than one chunk and one piece.
///
/// A bare LF is understood where a CR LF should be, as PHP, Ruby and Java do.
public struct ChunkReader: Sendable {
    /// How many bytes one chunk may have.
    public static let mostBytes = 1 << 20

    private var received: [UInt8] = []
    private var position = 0
    private let limit: Int

    /// Creates a reader at the beginning of a stream.
    public init(limit: Int = ChunkReader.mostBytes) {
        self.limit = max(0, limit)
    }

    /// Whether the stream may end here: no chunk has been begun.
    public var isBetweenChunks: Bool { received[position...].allSatisfy(\.isLineEnd) }

    /// Takes what was read.
    ///
    /// - Returns: the chunks that are now complete, without their framing.
    /// - Throws: why the stream can not be understood; it is of no use after that.
    public mutating func receive(_ bytes: some Sequence<UInt8>) throws(RuntimeProtocolFault) -> [[UInt8]] {
        received += bytes
        var chunks: [[UInt8]] = []
        while let chunk = try nextChunk() { chunks.append(chunk) }
        received.removeSubrange(..<position)
        position = 0
        return chunks
    }

    private mutating func nextChunk() throws(RuntimeProtocolFault) -> [UInt8]? {
        // The line end of the chunk before; it may come later than its chunk was given out.
        position = received[position...].firstIndex { !$0.isLineEnd } ?? received.count
        guard let (length, body) = try header(from: position) else { return nil }
        guard received.count - body >= length else { return nil }
        position = body + length
        return Array(received[body..<position])
    }

    /// Returns the length that is announced at this place, and where the body begins; nil when not all of it is there.
    private func header(from start: Int) throws(RuntimeProtocolFault) -> (length: Int, body: Int)? {
        let digits = received[start...].prefix { $0.hexadecimalValue != nil }
        guard digits.count <= 8 else {
            throw RuntimeProtocolFault("cannot read the chunk: its length has more than 8 digits")
        }
        let rest = received[digits.endIndex...]
        guard let next = rest.first else { return nil }
        guard !digits.isEmpty, next.isLineEnd else {
            throw RuntimeProtocolFault("cannot read the chunk: it does not begin with its length in hexadecimal")
        }
        let length = digits.reduce(0) { $0 << 4 | Int($1.hexadecimalValue ?? 0) }
        guard length <= limit else {
            throw RuntimeProtocolFault("cannot read the chunk: it has \(length) bytes, more than \(limit)")
        }
        if next == 0x0A { return (length, digits.endIndex + 1) }
        guard let second = rest.dropFirst().first else { return nil }
        guard second == 0x0A else {
            throw RuntimeProtocolFault("cannot read the chunk: a CR after its length without LF")
        }
        return (length, digits.endIndex + 2)
    }
}

extension UInt8 {
    /// Whether it is CR or LF.
    fileprivate var isLineEnd: Bool { self == 0x0D || self == 0x0A }

    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
