/// Which files the timelines of the last incarnations are kept in.
public enum TimelineFiles {
    /// How many are kept.
    public static let kept = 20

    /// The folder, in that of an instance's logs.
    public static let folder = "Timelines"

    private static let prefix = "timeline-"
    private static let suffix = ".json"

    /// Returns the name for an incarnation that began at a wall-clock time (milliseconds since 1970).
    ///
    /// Names sort as the times do; an incarnation's number starts again with each process, and would not.
    public static func name(began: Int64, incarnation: Int) -> String {
        "\(prefix)\(padded(began, 14))-\(padded(Int64(incarnation), 6))\(suffix)"
    }

    /// Returns the names of timelines, the latest first; other names are left out.
    public static func latestFirst(_ names: [String]) -> [String] {
        names.filter(isOurs).sorted(by: >)
    }

    /// Decides which files in the folder go, so that those of the last 20 incarnations are left.
    ///
    /// - Parameters:
    ///   - names: everything in the folder, in any order; what is no timeline is never returned.
    ///   - keeping: how many are left.
    /// - Returns: the names of the files to be removed.
    public static func toRemove(_ names: [String], keeping: Int = kept) -> [String] {
        Array(latestFirst(names).dropFirst(max(keeping, 0)))
    }

    private static func isOurs(_ name: String) -> Bool {
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return false }
        let parts = name.dropFirst(prefix.count).dropLast(suffix.count).split(
            separator: "-",
            omittingEmptySubsequences: false
        )
        let isNumber = { (part: Substring) in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return parts.count == 2 && parts.allSatisfy(isNumber)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let text = String(max(number, 0))
        return String(repeating: "0", count: max(width - text.count, 0)) + text
    }
}
