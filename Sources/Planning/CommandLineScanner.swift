/// Cuts a command line into pieces, as far as cmd.exe and a shell agree, and notes where only a shell would understand.
///
/// `\` is no escape but before `"`, as for every Windows program.
struct CommandLineScanner {
    private let scalars: [Unicode.Scalar]
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

    private init(_ line: String) {
        scalars = Array(line.unicodeScalars)
        // A lone apostrophe is a letter; a pair of them is a shell's quote.
        let apostrophes = scalars.count { $0 == "'" }
        honoursSingleQuotes = apostrophes > 0 && apostrophes.isMultiple(of: 2)
    }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        let index = position + offset
        return scalars.indices.contains(index) ? scalars[index] : nil
    }

    private mutating func take(_ count: Int = 1) -> String {
        let end = min(position + count, scalars.count)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[position..<end])
        position = end
        return String(text)
    }

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
        return .blank(take(count))
    }

    private mutating func control(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&", "|":
            isAtCommand = true
            return take(peek(1) == scalar ? 2 : 1)
        case ";", "\n", "\r":
            isAtCommand = true
            return take()
        case "(" where isAtCommand:
            openParentheses += 1
            return take()
        case ")" where openParentheses > 0:
            openParentheses -= 1
            isAtCommand = false
            return take()
        default: return nil
        }
    }

    private mutating func redirection() -> CommandToken? {
        var length = 0
        while let digit = peek(length), Self.isDigit(digit) { length += 1 }
        guard let arrow = peek(length), arrow == "<" || arrow == ">" else { return nil }
        length += 1
        guard let second = peek(length) else { return .redirection(take(length), takesTarget: true) }
        guard second == "&" else {
            let isPair = second == ">" || (arrow == "<" && second == "<") || (arrow == ">" && second == "|")
            return .redirection(take(isPair ? length + 1 : length), takesTarget: true)
        }
        length += 1
        let beforeTarget = length
        if peek(length) == "-" { length += 1 }
        while let digit = peek(length), Self.isDigit(digit) { length += 1 }
        return .redirection(take(length), takesTarget: length == beforeTarget)
    }
}

extension CommandLineScanner {
    private mutating func word() -> CommandWord {
        var word = CommandWord()
        while let scalar = peek(), !endsWord(scalar) {
            switch scalar {
            case "\"": doubleQuoted(&word)
            case "'" where honoursSingleQuotes: singleQuoted(&word)
            case "\\": backslashes(&word)
            case "$": dollar(&word)
            case "`": backquoted(&word)
            default:
                if scalar == "*" { word.hasWildcard = true }
                literal(&word)
            }
        }
        return word
    }

    private func endsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\r", "&", "|", ";", "<", ">": true
        case ")": openParentheses > 0
        default: false
        }
    }

    private mutating func literal(_ word: inout CommandWord, count: Int = 1) {
        let text = take(count)
        word.raw += text
        word.text += text
    }

    private mutating func doubleQuoted(_ word: inout CommandWord) {
        word.raw += take()
        while let scalar = peek(), scalar != "\"" {
            switch scalar {
            case "\\": backslashes(&word)
            case "$": dollar(&word)
            case "`": backquoted(&word)
            default: literal(&word)
            }
        }
        word.isUnclosed = word.isUnclosed || peek() == nil
        word.raw += take()
    }

    private mutating func singleQuoted(_ word: inout CommandWord) {
        word.hasSingleQuotes = true
        word.raw += take()
        while let scalar = peek(), scalar != "'" { literal(&word) }
        word.isUnclosed = word.isUnclosed || peek() == nil
        word.raw += take()
    }

    /// Backslashes stand for themselves; only before `"` two are one, and one makes the quote a letter.
    private mutating func backslashes(_ word: inout CommandWord) {
        var count = 0
        while peek(count) == "\\" { count += 1 }
        guard peek(count) == "\"" else { return literal(&word, count: count) }
        word.raw += take(count)
        word.text += String(repeating: "\\", count: count / 2)
        if !count.isMultiple(of: 2) {
            word.raw += take()
            word.text += "\""
        }
    }

    private mutating func dollar(_ word: inout CommandWord) {
        guard let following = peek(1), Self.beginsExpansion(following) else { return literal(&word) }
        word.hasExpansion = true
        guard following == "(" else { return literal(&word, count: 2) }
        literal(&word, count: 2)
        var depth = 1
        while depth > 0, let scalar = peek() {
            if scalar == "(" { depth += 1 } else if scalar == ")" { depth -= 1 }
            literal(&word)
        }
        word.isUnclosed = word.isUnclosed || depth > 0
    }

    private static func beginsExpansion(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return false }
        return scalar.properties.isAlphabetic || isDigit(scalar) || "_{(@*#?$!-".unicodeScalars.contains(scalar)
    }

    private mutating func backquoted(_ word: inout CommandWord) {
        word.hasExpansion = true
        literal(&word)
        while let scalar = peek(), scalar != "`" { literal(&word) }
        word.isUnclosed = word.isUnclosed || peek() == nil
        literal(&word)
    }
}
