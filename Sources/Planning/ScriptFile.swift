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
        let words = String(decoding: line.bytes, as: UTF8.self)
            .split(maxSplits: 1) { $0 == " " || $0 == "\t" }
            .map { String($0).trimmingBlanks }
        return .script(
            interpreter: words.first ?? "",
            argument: words.dropFirst().first.flatMap { $0.isEmpty ? nil : $0 },
            returns: line.returns
        )
    }

    private static func firstLine(_ bytes: ArraySlice<UInt8>) -> (bytes: ArraySlice<UInt8>, returns: Bool) {
        guard let end = bytes.firstIndex(of: 0x0A) else { return (bytes, false) }
        let line = bytes[..<end]
        return line.last == 0x0D ? (line.dropLast(), true) : (line, false)
    }
}

extension String {
    /// The text without blanks at its ends.
    fileprivate var trimmingBlanks: String {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
