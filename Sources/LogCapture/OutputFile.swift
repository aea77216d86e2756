import Kernel

/// The file with what one task writes: both streams, raw or with time and stream before each line.
final class OutputFile {
    /// Lines are put together up to this size, then written.
    private static let batchSize = 262_144

    let name: String
    var users = 1
    private let format: TaskOutputConfiguration.Format
    private let file: RotatingFile
    /// Raw only: the pipe whose line has no newline yet.
    private var openLine: UInt64?

    init(name: String, format: TaskOutputConfiguration.Format, file: RotatingFile) {
        self.name = name
        self.format = format
        self.file = file
    }

    /// Lines that it could not take, so far.
    var linesLost: Int { file.linesLost }

    /// Appends lines that all end in a newline.
    func append(
        lines: UnsafeRawBufferPointer,
        from pipe: UInt64,
        _ stream: StandardStream,
        time: Timestamp,
        scratch: ByteBuffer
    ) {
        switch format {
        case .raw:
            endLine(ofOtherThan: pipe)
            openLine = nil
            file.append(lines)
        case .timestamped:
            let prefix = Self.prefix(stream == .output ? "O " : "E ", time)
            appendPrefixed(lines, prefix: prefix, scratch: scratch)
        }
    }

    /// Appends part of a line: the rest follows, or the child ended without a newline.
    func append(
        piece: UnsafeRawBufferPointer,
        from pipe: UInt64,
        _ stream: StandardStream,
        time: Timestamp,
        scratch: ByteBuffer
    ) {
        switch format {
        case .raw:
            endLine(ofOtherThan: pipe)
            openLine = pipe
            file.append(piece)
        case .timestamped:
            scratch.removeAll()
            scratch.append(Self.prefix(stream == .output ? "o " : "e ", time))
            scratch.append(piece)
            scratch.append("\n")
            file.append(scratch.bytes)
        }
    }

    func close() { file.close() }

    /// The line that stands where raw output is missing.
    static func rawMarker(_ lost: LostOutput) -> [UInt8] {
        Array("[wahostbootstrapper: \(lost.summary)]\n".utf8)
    }

    /// The line that stands where output is missing.
    static func timestampedMarker(_ lost: LostOutput) -> [UInt8] {
        prefix("! ", .now) + Array("\(lost.summary)\n".utf8)
    }

    private static func prefix(_ tag: StaticString, _ time: Timestamp) -> [UInt8] {
        let buffer = ByteBuffer()
        time.appendISO(to: buffer)
        buffer.append(" ")
        buffer.append(tag)
        return buffer.array
    }

    /// Two streams' lines never run into one another.
    private func endLine(ofOtherThan pipe: UInt64) {
        guard let open = openLine, open != pipe else { return }
        openLine = nil
        [UInt8(0x0A)].withUnsafeBytes { file.append($0) }
    }

    private func appendPrefixed(_ lines: UnsafeRawBufferPointer, prefix: [UInt8], scratch: ByteBuffer) {
        var rest = lines
        while !rest.isEmpty {
            scratch.removeAll()
            var used = 0
            scratch.fill(room: Self.batchSize) { target in
                wak_prefix_lines(target, Self.batchSize, prefix, prefix.count, rest.baseAddress, rest.count, &used)
            }
            if used == 0 {
                // Longer than a batch; the reader divides such lines, so this is never much.
                used = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.count
                scratch.append(prefix)
                scratch.append(UnsafeRawBufferPointer(rebasing: rest[..<used]))
            }
            file.append(scratch.bytes)
            rest = UnsafeRawBufferPointer(rebasing: rest[used...])
        }
    }
}
