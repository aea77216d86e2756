import RoleModel

/// A file of `NAME=value` lines (`--env-file`; the rules stand in docs/reference/environment.md).
struct EnvironmentFile {
    /// What it gives, in file order.
    private(set) var variables: [(name: String, value: String)] = []
    /// What is wrong with it.
    private(set) var diagnostics: [Diagnostic] = []

    private let file: String
    private var rest: Substring.UnicodeScalarView
    private var line = 1
    private var column = 1

    /// Reads the text of a file.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - file: how messages call it.
    static func read(_ bytes: [UInt8], file: String) -> EnvironmentFile {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            var faulty = EnvironmentFile(file: file, rest: Substring().unicodeScalars)
            faulty.refuse("the file, which is not UTF-8", "a variable's value is text", "save it as UTF-8")
            return faulty
        }
        var reader = EnvironmentFile(file: file, rest: Substring(text).unicodeScalars)
        if reader.rest.first == "\u{FEFF}" { reader.rest.removeFirst() }
        while reader.rest.first != nil { reader.readLine() }
        return reader
    }

    private init(file: String, rest: Substring.UnicodeScalarView) {
        self.file = file
        self.rest = rest
    }

    private mutating func readLine() {
        skipBlanks()
        guard let first = rest.first, !Self.isLineEnd(first), first != "#", first != ";" else { return skipLine() }
        let place = here
        var name = takeName()
        if name == "export", let next = rest.first, Self.isBlank(next) {
            skipBlanks()
            name = takeName()
        }
        skipBlanks()
        guard rest.first == "=" else {
            let why = "a line is NAME=value, a comment that begins with '#', or empty"
            refuse(
                "this line, which has no '=' behind the name",
                why,
                "write NAME=value; all that is inherited is passed on"
            )
            return skipLine()
        }
        guard Self.isName(name) else {
            let why = "a name has letters, digits, '_', '.', ':' and '-', and begins with a letter or '_'"
            refuse("the name '\(Self.shown(name))'", why, "correct the name", at: place)
            return skipLine()
        }
        take()
        skipBlanks()
        guard let value = takeValue() else { return skipLine() }
        variables.append((name, value))
    }

    private mutating func takeName() -> String {
        var name = ""
        while let next = rest.first, next != "=", !Self.isBlank(next), !Self.isLineEnd(next) {
            name.unicodeScalars.append(next)
            take()
        }
        return name
    }

    /// Returns the value up to the end of its line; nil when it is faulty.
    private mutating func takeValue() -> String? {
        if let quote = rest.first, quote == "\"" || quote == "'" { return takeQuoted(quote) }
        var value = ""
        while let next = rest.first, !Self.isLineEnd(next) {
            guard next != "\0" else { return refuseZero() }
            value.unicodeScalars.append(next)
            take()
        }
        while let last = value.unicodeScalars.last, Self.isBlank(last) { value.unicodeScalars.removeLast() }
        return value
    }

    private mutating func takeQuoted(_ quote: Unicode.Scalar) -> String? {
        let begin = here
        take()
        var value = ""
        while let next = rest.first, next != quote {
            guard next != "\0" else { return refuseZero() }
            take()
            if quote == "\"", next == "\\", let escaped = rest.first {
                value += Self.meaning(of: escaped)
                take()
            } else {
                value.unicodeScalars.append(next)
            }
        }
        guard rest.first == quote else {
            refuse("this quote, which is not closed", "its value would be the rest of the file", "close it", at: begin)
            return nil
        }
        take()
        skipBlanks()
        if let next = rest.first, !Self.isLineEnd(next), next != "#" {
            let why = "a value is either quoted as a whole or not at all"
            refuse("what stands behind the closing quote", why, "put it into the quotes, or write \\\" for one in them")
            return nil
        }
        skipLine()
        return value
    }

    /// What a backslash and a character are, in double quotes.
    private static func meaning(of escaped: Unicode.Scalar) -> String {
        switch escaped {
        case "\"", "\\", "$", "`": String(escaped)
        case "n": "\n"
        case "r": "\r"
        case "t": "\t"
        case "\n": ""
        default: "\\" + String(escaped)
        }
    }

    private mutating func refuseZero() -> String? {
        refuse("a value with a zero byte", "no process can be given one", "look whether it is the right file")
        return nil
    }

    /// Tells a fault; never what the file says, which may be secret.
    private mutating func refuse(_ what: String, _ why: String, _ mend: String, at place: FileLocation? = nil) {
        diagnostics.append(
            Diagnostic(
                code: "environmentFile",
                location: place ?? here,
                what: "cannot use \(what)",
                why: why,
                mend: mend
            )
        )
    }

    private var here: FileLocation { FileLocation(file: file, line: line, column: column) }

    private mutating func take() {
        guard let next = rest.popFirst() else { return }
        column += 1
        guard next == "\n" else { return }
        line += 1
        column = 1
    }

    private mutating func skipBlanks() {
        while let next = rest.first, Self.isBlank(next) { take() }
    }

    /// Goes to the beginning of the next line.
    private mutating func skipLine() {
        while let next = rest.first {
            take()
            if next == "\n" { return }
        }
    }

    /// A name as a message may show it: a line that was meant as something else may hold a secret.
    private static func shown(_ name: String) -> String {
        name.unicodeScalars.count <= 32 ? name : String(name.prefix(12)) + "…"
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || "0123456789.:-".utf8.contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\r" }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" }
}
