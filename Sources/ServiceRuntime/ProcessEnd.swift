import Glibc

/// The end of this process.
enum ProcessEnd {
    /// `onStart` returned false or threw.
    static let notStarted: Int32 = 1
    /// `run` threw (EX_SOFTWARE).
    static let failed: Int32 = 70

    /// Writes out what was printed and ends the process.
    ///
    /// Other threads may be at work: what they need is not taken down first.
    static func exit(with code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }
}
