import Foundation

/// `docs/architecture.md`, as far as it is generated: what stands between two marks.
struct ArchitecturePage {
    private static let begin = "<!-- transition table: generated, do not edit -->\n"
    private static let end = "<!-- end of the transition table -->\n"

    private let url = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs/architecture.md")

    /// The table as it stands in the page; nil when there is none.
    var table: String? {
        parts.map { String($0.table) }
    }

    /// Puts a table into the page, at the place of the old one.
    func write(_ table: String) {
        guard let parts, !table.isEmpty else { return }
        let text = String(parts.before) + Self.begin + table + Self.end + String(parts.after)
        try? text.write(to: url, atomically: true, encoding: .utf8)
    }

    private var parts: (before: Substring, table: Substring, after: Substring)? {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        guard let begin = text.range(of: Self.begin), let end = text.range(of: Self.end) else { return nil }
        guard begin.upperBound <= end.lowerBound else { return nil }
        return (text[..<begin.lowerBound], text[begin.upperBound..<end.lowerBound], text[end.upperBound...])
    }
}
