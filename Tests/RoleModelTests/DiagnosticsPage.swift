import Foundation
import RoleModel

/// `docs/reference/diagnostics.md`: a section for each code, with files and what is said about them.
struct DiagnosticsPage {
    struct Section {
        var code: String
        /// Name and bytes of each example file.
        var files: [(name: String, bytes: [UInt8])] = []
        /// What the page promises; nil when the section has no example.
        var promised: String?
    }

    static let url = Samples.package.appendingPathComponent("docs/reference/diagnostics.md")

    var sections: [Section] = []

    init(_ text: String) {
        var fence: (info: String, lines: [String])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if let open = fence, line == "```" {
                fence = nil
                close(open.info, open.lines.joined(separator: "\n"))
            } else if fence != nil {
                fence?.lines.append(line)
            } else if line.hasPrefix("```") {
                fence = (String(line.dropFirst(3)), [])
            } else if line.hasPrefix("## `") {
                sections.append(Section(code: String(line.dropFirst(4).dropLast())))
            }
        }
    }

    private mutating func close(_ info: String, _ text: String) {
        guard var section = sections.popLast() else { return }
        if info == "text" {
            section.promised = text
        } else if info.hasPrefix("xml ") {
            section.files.append((String(info.dropFirst(4)), Array(text.utf8)))
        } else if info.hasPrefix("hex ") {
            section.files.append(
                (String(info.dropFirst(4)), text.split(separator: " ").compactMap { UInt8($0, radix: 16) })
            )
        }
        sections.append(section)
    }
}

extension DiagnosticsPage.Section {
    /// Everything that is said about the files of the section, alone and together.
    var diagnostics: [Diagnostic] {
        var found: [Diagnostic] = []
        var role: Role?
        var definition: ServiceDefinition?
        var configuration: ServiceConfiguration?
        for (name, bytes) in files {
            if name.hasSuffix(".csdef") {
                definition = take(ServiceDefinition.read(bytes, file: name), &found)
            } else if name.hasSuffix(".cscfg") {
                configuration = take(ServiceConfiguration.read(bytes, file: name), &found)
            } else {
                role = take(Role.read(bytes, file: name), &found)
            }
        }
        guard files.count > 1, let role else { return found }
        return found + CrossCheck.check(role: role, definition: definition, configuration: configuration)
    }

    private func take<Value>(_ reading: Reading<Value>, _ found: inout [Diagnostic]) -> Value? {
        found += reading.diagnostics
        return reading.value
    }
}
