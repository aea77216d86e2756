/// Cuts what a current-state endpoint was sent into documents; it holds no more than one document and one piece.
///
/// Over a FIFO one read to end of file may bring several documents, each whole (§6); over a socket there is one.
public struct CurrentStateSplitter: Sendable {
    private var received: [UInt8] = []
    /// How much of `received` is known to hold no end of a document.
    private var searched = 0
    private let limit: Int

    /// Creates a splitter with nothing received.
    public init(limit: Int = StatusLeaseReport.mostBytes) {
        self.limit = max(1, limit)
    }

    /// Whether a document has been begun.
    public var isInDocument: Bool { !received.isEmpty }

    /// Takes what was read.
    ///
    /// - Returns: the documents that are now complete.
    /// - Throws: when the one that has been begun is longer than any report; what was received of it is gone.
    public mutating func receive(_ bytes: some Sequence<UInt8>) throws(RuntimeProtocolFault) -> [[UInt8]] {
        received += bytes
        var documents: [[UInt8]] = []
        while let end = endOfDocument() {
            documents += Self.parts(of: received[..<end])
            received.removeSubrange(..<end)
            searched = 0
            dropSpace()
        }
        if searched == 0 { dropSpace() }
        searched = max(0, received.count - Self.longestEnd)
        guard received.count <= limit else {
            received = []
            searched = 0
            throw RuntimeProtocolFault("cannot read the CurrentState document: it has more than \(limit) bytes")
        }
        return documents
    }

    /// Returns what is left at end of file, if anything: a document without the end that was looked for.
    public mutating func finish() -> [UInt8]? {
        defer {
            received = []
            searched = 0
        }
        return received.isEmpty ? nil : received
    }

    private static let end = Array("</CurrentState".utf8)
    /// The end with some white space before its `>`.
    private static let longestEnd = end.count + 64

    /// Returns a document, and before it, as one of its own, what somebody else left there without an end.
    ///
    /// Two who open a FIFO at the same moment share it: the garbage of the one must not spoil the report of the other.
    private static func parts(of document: ArraySlice<UInt8>) -> [[UInt8]] {
        let declaration = Array("<?xml".utf8)
        let element = Array("<CurrentState".utf8)
        let starts = document.indices.filter { document[$0] == 0x3C }
        let start =
            starts.last { document[$0...].starts(with: declaration) }
            ?? starts.first { document[$0...].starts(with: element) } ?? document.startIndex
        let rest = document[..<start]
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard !rest.isEmpty, !rest.elementsEqual(byteOrderMark) else { return [Array(document)] }
        return [Array(rest), Array(document[start...])]
    }

    private func endOfDocument() -> Int? {
        var place = searched
        while place + Self.end.count < received.count {
            guard let start = received[place...].firstIndex(of: 0x3C) else { return nil }
            if received[start...].starts(with: Self.end) {
                let rest = received[(start + Self.end.count)...].drop(while: \.isSpace)
                if rest.first == 0x3E { return rest.startIndex + 1 }
            }
            place = start + 1
        }
        return nil
    }

    /// Leaves out the line end after a document: the next one has to begin with its declaration.
    private mutating func dropSpace() {
        let space = received.prefix(while: \.isSpace).count
        received.removeFirst(space)
    }
}

extension UInt8 {
    /// Whether it is XML's white space.
    fileprivate var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
