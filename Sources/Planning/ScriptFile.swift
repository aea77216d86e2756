/// What the first bytes of a file say about how to run it.
enum ScriptFile: Hashable {
    /// A program for this machine's kernel, or for whatever is registered with it.
    case binary
    /// A program for Windows.
    case windowsProgram
    /// `#!` with an interpreter and, maybe, one argument; `returns` when the line ends as Windows ends lines.
    case script(interpreter: String, argument: String?, returns: Bool)
    /// A text without `#!`; `returns` when its first line ends as Windows ends lines.
    case text(returns: Bool)
    /// Nothing at all.
    case empty

    /// How much of a file tells.
    static let length = 512

    /// Reads the first bytes of a file.
    init(_ bytes: [UInt8]) {
        if bytes.isEmpty {
            self = .empty
        } else if bytes.starts(with: [0x4D, 0x5A]) {
            self = .windowsProgram
        } else if bytes.starts(with: [0x23, 0x21]) {
            self = Self.script(bytes.dropFirst(2))
        } else if bytes.contains(0) {
            self = .binary
        } else {
            self = .text(returns: Self.firstLine(bytes[...]).returns)
        }
    }

    private static func script(_ bytes: ArraySlice<UInt8>) -> ScriptFile {
        let line = firstLine(bytes)
        let trimmed = trimmed(line.bytes)
        let interpreter = trimmed.prefix { !isBlank($0) }
        let argument = Self.trimmed(trimmed.dropFirst(interpreter.count))
        return .script(
            interpreter: String(decoding: interpreter, as: UTF8.self),
            argument: argument.isEmpty ? nil : String(decoding: argument, as: UTF8.self),
            returns: line.returns
        )
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return [] }
        return start[...last]
    }

    private static func firstLine(_ bytes: ArraySlice<UInt8>) -> (bytes: ArraySlice<UInt8>, returns: Bool) {
        guard let end = bytes.firstIndex(of: 0x0A) else { return (bytes, false) }
        let line = bytes[..<end]
        return line.last == 0x0D ? (line.dropLast(), true) : (line, false)
    }
}
