/// Text of our own that may quote what somebody else wrote: no control character of it reaches a terminal or forges a line.
enum PrintableText {
    /// Returns the text with control characters written as `\u{1b}`.
    static func of(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar) {
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Calls `body` with each line of the text as bytes, the empty ones too, without its newline.
    ///
    /// Thousands of lines come when a role stops: they are looked at as bytes, and copied only where one has a control
    /// character.
    static func forEachLine(of text: String, _ body: (UnsafeRawBufferPointer) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while true {
                let end = rest.firstIndex(of: 0x0A) ?? rest.count
                pass(UnsafeRawBufferPointer(rebasing: rest[..<end]), to: body)
                guard end < rest.count else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
            }
        }
    }

    private static func pass(_ line: UnsafeRawBufferPointer, to body: (UnsafeRawBufferPointer) -> Void) {
        guard mayHaveControl(line) else { return body(line) }
        var shown = of(String(decoding: line, as: UTF8.self))
        shown.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }

    /// Of the control characters of two bytes each begins with C2.
    private static func mayHaveControl(_ line: UnsafeRawBufferPointer) -> Bool {
        for byte in line where (byte < 0x20 && byte != 0x09) || byte == 0x7F || byte == 0xC2 { return true }
        return false
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
    }
}
