import Foundation
import Testing

/// Links between pages lead somewhere.
@Suite struct LinkTests {
    /// The text without its blocks and its words in code.
    private static func prose(_ text: String) -> String {
        var isCode = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            let isFence = line.drop { $0 == " " }.hasPrefix("```")
            if isFence { isCode.toggle() }
            return !isCode && !isFence
        }
        return lines.joined(separator: "\n").replacing(#/`[^`\n]*`/#, with: "`code`")
    }

    /// The anchors that GitHub makes of a page's headings.
    private static func anchors(_ text: String) -> Set<String> {
        var isCode = false
        var anchors: [String] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") { isCode.toggle() }
            guard !isCode, line.hasPrefix("#") else { continue }
            let title = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
            let kept = title.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
            anchors.append(kept.replacing(" ", with: "-"))
        }
        return Set(anchors)
    }

    @Test(arguments: Pages.all)
    func `a page's links lead to files, and to headings in them`(page: String) throws {
        let folder = Pages.root.appending(path: page).deletingLastPathComponent()
        for match in Self.prose(try Pages.text(page)).matches(of: #/\]\(([^)\s]+)\)/#) {
            let target = String(match.1)
            guard !target.contains("://"), !target.hasPrefix("mailto:") else { continue }
            let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let file = parts[0].isEmpty ? Pages.root.appending(path: page) : folder.appending(path: parts[0])
            let path = file.standardized.path
            #expect(FileManager.default.fileExists(atPath: path), "\(target)")
            guard parts.count == 2, path.hasSuffix(".md"), let text = try? String(contentsOfFile: path, encoding: .utf8)
            else { continue }
            #expect(Self.anchors(text).contains(parts[1]), "\(target)")
        }
    }

    @Test func `every page of docs can be reached from its index`() throws {
        var reached: Set<String> = []
        var waiting = ["docs/README.md"]
        while let page = waiting.popLast() {
            guard reached.insert(page).inserted, page.hasSuffix(".md"), let text = try? Pages.text(page) else {
                continue
            }
            let folder = Pages.root.appending(path: page).deletingLastPathComponent()
            for match in Self.prose(text).matches(of: #/\]\(([^)\s#]+)(?:#[^)]*)?\)/#) {
                let path = folder.appending(path: String(match.1)).standardized.path
                guard path.hasPrefix(Pages.root.path + "/") else { continue }
                var next = String(path.dropFirst(Pages.root.path.count + 1))
                if next.hasSuffix("/") { next.removeLast() }
                waiting.append(next)
            }
        }
        let lost = Pages.all.filter { page in
            guard page.hasPrefix("docs/"), !reached.contains(page) else { return false }
            // A folder that is linked shows its pages.
            return !reached.contains(page.split(separator: "/").dropLast().joined(separator: "/"))
        }
        #expect(lost == [])
    }
}
