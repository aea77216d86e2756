import Foundation

/// Programs of others that some tests need (`.ci/install`).
public enum Installed {
    /// Returns whether a program is on PATH.
    ///
    /// In CI every program counts as installed: there a missing part is a failure, not a reason to look away.
    public static func has(_ program: String) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        let isThere = (environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
        if !isThere { print("\(program) is not installed: what needs it is skipped; .ci/install mends it") }
        return isThere || environment["CI"] != nil
    }
}
