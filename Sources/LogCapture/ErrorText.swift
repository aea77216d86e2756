import Kernel

/// The system's words for an error number.
enum ErrorText {
    /// Returns the text for `number`.
    static func of(_ number: Int32) -> String { String(cString: wak_error_text(number)) }
}
