import Foundation

/// Where the files of the repository are, and what this build has made.
public enum Repository {
    /// The folder of the package.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder with what this build has made, whichever programs are tried.
    public static let built = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// The folder with the programs that are tried: what `TRIAL_PROGRAMS` names, a release for instance, else `built`.
    public static var programs: URL {
        guard let named = ProcessInfo.processInfo.environment["TRIAL_PROGRAMS"] else { return built }
        return URL(filePath: named, directoryHint: .isDirectory)
    }
}
