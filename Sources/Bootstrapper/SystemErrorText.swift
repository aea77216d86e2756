import Kernel

/// The system's words for an error number.
enum SystemErrorText {
    /// Returns, for example, `No such file or directory`.
    static func text(_ number: Int32) -> String { String(cString: wak_error_text(number)) }
}
