import Foundation

/// `docs/reference/behaviour.md` as a test sees it, and the tests that there are.
struct BehaviourPage {
    /// One promise of the page.
    struct Sentence {
        /// `C4.2`.
        let number: String
        /// `Suite/name` of the tests that hold it.
        let tests: [String]
        /// Whether it says that it is not kept yet.
        let isLater: Bool
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// `A1` to `H2`, as they stand.
    let headings: [String]
    /// All sentences, as they stand.
    let sentences: [Sentence]

    /// Reads the page.
    init() throws {
        let page = Self.root.appending(path: "docs/reference/behaviour.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        headings = text.split(separator: "\n").filter { $0.hasPrefix("### ") }.map { String($0.dropFirst(4)) }
        sentences = text.components(separatedBy: "\n- **").dropFirst().compactMap { Self.sentence($0) }
    }

    private static func sentence(_ written: String) -> Sentence? {
        let item = written.components(separatedBy: "\n\n")[0].split(whereSeparator: \.isWhitespace).joined(
            separator: " "
        )
        guard let end = item.range(of: "**") else { return nil }
        let halves = item.components(separatedBy: "Held by ")
        let quoted = halves.count == 2 ? halves[1].split(separator: "`", omittingEmptySubsequences: false) : []
        return Sentence(
            number: String(item[..<end.lowerBound]),
            tests: quoted.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) },
            isLater: item.contains("*Not in this version*")
        )
    }

    /// Every test of the package as `Suite/name`, with the file that it stands in.
    static func tests() throws -> [String: Set<String>] {
        let folder = root.appending(path: "Tests")
        var found: [String: Set<String>] = [:]
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where file.hasSuffix(".swift") {
            var suite = ""
            var isTest = false
            for line in try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n") {
                if let name = word(after: "struct ", in: line) { suite = name }
                if line.contains("@Test") { isTest = true }
                guard let function = line.range(of: "func ") else { continue }
                let quoted = line[function.upperBound...].split(separator: "`")
                if isTest, quoted.count > 1 { found["\(suite)/\(quoted[0])", default: []].insert(file) }
                isTest = false
            }
        }
        return found
    }

    private static func word(after prefix: String, in line: Substring) -> String? {
        guard let range = line.range(of: prefix) else { return nil }
        let isDeclared = line[..<range.lowerBound].allSatisfy { $0 == " " } || line.contains("@Suite")
        return isDeclared ? String(line[range.upperBound...].prefix { $0.isLetter || $0.isNumber }) : nil
    }
}
