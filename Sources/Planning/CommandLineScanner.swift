/// Cuts a command line into pieces, as far as cmd.exe and a shell agree, and notes where only a shell would understand.
///
/// `\` is no escape but before `"`, as for every Windows program.
struct CommandLineScanner {
    private let bytes: [UInt8]
    private let honoursSingleQuotes: Bool
    private var position = 0
    private var openParentheses = 0
    private var isAtCommand = true

    /// Cuts a command line into its pieces.
    static func tokens(of line: String) -> [CommandToken] {
        var scanner = CommandLineScanner(line)
        var tokens: [CommandToken] = []
        while let token = scanner.next() { tokens.append(token) }
        return tokens
    }

    /// Returns the words of a command line, without their quotes.
    static func words(of line: String) -> [String] {
        let syntax = "\"'<>|&;()\n\r\t\\".utf8
        if !line.utf8.contains(where: { syntax.contains($0) }) {
            return line.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        }
        return tokens(of: line).compactMap { token in
            if case .word(let word) = token { return word.text }
            return nil
        }
    }

    private init(_ line: String) {
        bytes = Array(line.utf8)
        // A lone apostrophe is a letter; a pair of them is a shell's quote.
        let apostrophes = bytes.count { $0 == UInt8(ascii: "'") }
        honoursSingleQuotes = apostrophes > 0 && apostrophes.isMultiple(of: 2)
    }

    /// Returns the character here; whatever is no ASCII is a letter.
    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        let index = position + offset
        return bytes.indices.contains(index) ? Unicode.Scalar(bytes[index]) : nil
    }

    private mutating func take(_ count: Int = 1) -> ArraySlice<UInt8> {
        let end = min(position + count, bytes.count)
        defer { position = end }
        return bytes[position..<end]
    }

    private mutating func takeText(_ count: Int = 1) -> String { String(decoding: take(count), as: UTF8.self) }

    private mutating func next() -> CommandToken? {
        guard let scalar = peek() else { return nil }
        if Self.isBlank(scalar) { return blanks() }
        if let redirection = redirection() { return redirection }
        if let control = control(scalar) { return .control(control) }
        isAtCommand = false
        return .word(word())
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private mutating func blanks() -> CommandToken {
        var count = 0
        while let scalar = peek(count), Self.isBlank(scalar) { count += 1 }
        return .blank(takeText(count))
    }

    private mutating func control(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&", "|":
            isAtCommand = true
            return takeText(peek(1) == scalar ? 2 : 1)
        case ";", "\n", "\r":
            isAtCommand = true
            return takeText()
        case "(" where isAtCommand:
            openParentheses += 1
            return takeText()
        case ")" where openParentheses > 0:
            openParentheses -= 1
            isAtCommand = false
            return takeText()
        default: return nil
        }
    }

    private mutating func redirection() -> CommandToken? {
        var length = 0
        while let digit = peek(length), Self.isDigit(digit) { length += 1 }
        guard let arrow = peek(length), arrow == "<" || arrow == ">" else { return nil }
        length += 1
        guard let second = peek(length) else { return .redirection(takeText(length), takesTarget: true) }
        guard second == "&" else {
            let isPair = second == ">" || (arrow == "<" && second == "<") || (arrow == ">" && second == "|")
            return .redirection(takeText(isPair ? length + 1 : length), takesTarget: true)
        }
        length += 1
        let beforeTarget = length
        if peek(length) == "-" { length += 1 }
        while let digit = peek(length), Self.isDigit(digit) { length += 1 }
        return .redirection(takeText(length), takesTarget: length == beforeTarget)
    }
}

extension CommandLineScanner {
    /// A word while it is read.
    private struct Draft {
        var word = CommandWord()
        var raw: [UInt8] = []
        var text: [UInt8] = []

        var finished: CommandWord {
            var word = word
            word.raw = String(decoding: raw, as: UTF8.self)
            word.text = raw == text ? word.raw : String(decoding: text, as: UTF8.self)
            return word
        }
    }

    private mutating func word() -> CommandWord {
        var word = Draft()
        while let scalar = peek(), !endsWord(scalar) {
            switch scalar {
            case "\"": doubleQuoted(&word)
            case "'" where honoursSingleQuotes: singleQuoted(&word)
            case "\\": backslashes(&word)
            case "$": dollar(&word)
            case "`": backquoted(&word)
            default:
                if scalar == "*" { word.word.hasWildcard = true }
                literal(&word)
            }
        }
        return word.finished
    }

    private func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r", "&", "|", ";", "<", ">": true
        case ")": openParentheses > 0
        default: false
        }
    }

    private mutating func literal(_ word: inout Draft, count: Int = 1) {
        let text = take(count)
        word.raw += text
        word.text += text
    }

    private mutating func doubleQuoted(_ word: inout Draft) {
        word.raw += take()
        while let scalar = peek(), scalar != "\"" {
            switch scalar {
            case "\\": backslashes(&word)
            case "$": dollar(&word)
            case "`": backquoted(&word)
            default: literal(&word)
            }
        }
        word.word.isUnclosed = word.word.isUnclosed || peek() == nil
        word.raw += take()
    }

    private mutating func singleQuoted(_ word: inout Draft) {
        word.word.hasSingleQuotes = true
        word.raw += take()
        while let scalar = peek(), scalar != "'" { literal(&word) }
        word.word.isUnclosed = word.word.isUnclosed || peek() == nil
        word.raw += take()
    }

    /// Backslashes stand for themselves; only before `"` two are one, and one makes the quote a letter.
    private mutating func backslashes(_ word: inout Draft) {
        var count = 0
        while peek(count) == "\\" { count += 1 }
        guard peek(count) == "\"" else { return literal(&word, count: count) }
        word.raw += take(count)
        word.text += repeatElement(UInt8(ascii: "\\"), count: count / 2)
        if !count.isMultiple(of: 2) {
            word.raw += take()
            word.text.append(UInt8(ascii: "\""))
        }
    }

    private mutating func dollar(_ word: inout Draft) {
        guard let following = peek(1), Self.beginsExpansion(following) else { return literal(&word) }
        word.word.hasExpansion = true
        guard following == "(" else { return literal(&word, count: 2) }
        literal(&word, count: 2)
        var depth = 1
        while depth > 0, let scalar = peek() {
            if scalar == "(" { depth += 1 } else if scalar == ")" { depth -= 1 }
            literal(&word)
        }
        word.word.isUnclosed = word.word.isUnclosed || depth > 0
    }

    private static func beginsExpansion(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return false }
        return scalar.properties.isAlphabetic || isDigit(scalar) || "_{(@*#?$!-".unicodeScalars.contains(scalar)
    }

    private mutating func backquoted(_ word: inout Draft) {
        word.word.hasExpansion = true
        literal(&word)
        while let scalar = peek(), scalar != "`" { literal(&word) }
        word.word.isUnclosed = word.word.isUnclosed || peek() == nil
        literal(&word)
    }
}
