import Foundation
import RoleModel
import Testing

/// What a person reads, compared with the page that explains it.
@Suite struct DiagnosticsTests {
    private let page = DiagnosticsPage((try? String(contentsOf: DiagnosticsPage.url, encoding: .utf8)) ?? "")

    @Test func `the page has a section for each code, and for no other`() {
        #expect(Set(page.sections.map(\.code)) == Set(DiagnosticCode.allCases.map(\.rawValue)))
        #expect(page.sections.count == DiagnosticCode.allCases.count)
    }

    @Test func `the page has a row for each code that another room makes, and for no other`() throws {
        let text = try String(contentsOf: DiagnosticsPage.url, encoding: .utf8)
        let rows = text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^\| `([A-Za-z]+)`( \(warning\))? \|/).map { (String($0.1), $0.2 != nil) }
        }
        var made: [String: Bool] = [:]
        let sources = Samples.package.appending(path: "Sources")
        for name in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where name.hasSuffix(".swift") {
            let source = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
            for match in source.matches(of: /code: "([A-Za-z]+)",\n(\s*severity: \.warning)?/) {
                made[String(match.1)] = match.2 != nil
            }
        }
        #expect(made.count > 15)
        #expect(rows.map(\.0).count == made.count)
        #expect(Dictionary(rows, uniquingKeysWith: { first, _ in first }) == made)
    }

    @Test func `every example of the page says what the page promises, letter by letter`() {
        for section in page.sections {
            guard let promised = section.promised else { continue }
            let found = section.diagnostics
            #expect(found.contains { $0.code == section.code }, "\(section.code)")
            #expect(found.rendered == promised, "\(section.code)")
        }
    }

    @Test func `only the codes that need a huge file have no example`() {
        #expect(page.sections.filter { $0.promised == nil }.map(\.code) == ["limitExceeded", "tooManyFaults"])
    }

    @Test func `every diagnostic begins with cannot, and every warning ends or goes on with ignoring`() {
        for diagnostic in page.sections.flatMap(\.diagnostics) {
            #expect(diagnostic.what.hasPrefix("cannot "))
            #expect(diagnostic.what.contains(", ignoring") == (diagnostic.severity == .warning), "\(diagnostic.what)")
            #expect(!diagnostic.why.isEmpty && !diagnostic.mend.isEmpty)
        }
    }

    @Test func `a file deeper than the limit is one diagnostic`() {
        let text = String(repeating: "<a>", count: 200)
        let reading = Role.read(Array(text.utf8), file: "RoleModel.xml")
        #expect(reading.diagnostics.map(\.code) == ["limitExceeded"])
    }

    @Test func `a file with 300 errors shows 200 and says how many are left`() {
        let tasks = String(repeating: "<Task/>\n", count: 300)
        let text = "<RoleModel name='M' xmlns='\(azure)'><Startup>\(tasks)</Startup></RoleModel>"
        let reading = Role.read(Array(text.utf8), file: "RoleModel.xml")
        #expect(reading.diagnostics.count == 201)
        #expect(reading.diagnostics.last?.code == "tooManyFaults")
        #expect(reading.diagnostics.last?.what == "cannot show 100 more diagnostics of this file")
        #expect(reading.diagnostics.last?.severity == .error)
    }

    @Test func `control characters of a file do not reach the terminal`() {
        let text =
            "<RoleModel name='M' xmlns='\(azure)'><Startup><Task commandLine='a' taskType='&#x9B;1m&#10;'/></Startup></RoleModel>"
        let rendered = Role.read(Array(text.utf8), file: "RoleModel.xml").diagnostics.rendered
        #expect(rendered.contains("cannot use taskType '\\u{9b}1m\\n'"))
    }

    @Test func `the reference page has a row for each attribute of our namespace and each form of readiness`() throws {
        let url = Samples.package.appendingPathComponent("docs/reference/rolemodel.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        for attribute in LinuxAttribute.allCases { #expect(text.contains("\n| `\(attribute.rawValue)` |")) }
        for form in Readiness.forms { #expect(text.contains("`\(form)`"), "\(form)") }
    }

    /// Writes the page anew with what is said now; run it by name, and read the difference before it is committed.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["RECORD_DIAGNOSTICS"] != nil))
    func `record the page`() throws {
        var text = try String(contentsOf: DiagnosticsPage.url, encoding: .utf8)
        for section in page.sections {
            guard let promised = section.promised, let start = text.range(of: "## `\(section.code)`") else { continue }
            let behind = start.upperBound..<text.endIndex
            guard let block = text.range(of: "```text\n\(promised)\n```", range: behind) else { continue }
            text.replaceSubrange(block, with: "```text\n\(section.diagnostics.rendered)\n```")
        }
        try text.write(to: DiagnosticsPage.url, atomically: true, encoding: .utf8)
    }
}

/// The namespace of definitions and role models.
let azure = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
