import Foundation
import Testing
import XMLText

@testable import RoleModel

/// The schemas of `docs/reference/schemas` say what the reader says, as far as a schema can (behaviour B8).
@Suite struct SchemaTests {
    private static let folder = Samples.package.appendingPathComponent("docs/reference/schemas")

    private static let grammars: [String: Grammar] = [
        "rolemodel": .roleModel, "servicedefinition": .serviceDefinition, "servicemodule": .serviceModule,
        "serviceconfiguration": .serviceConfiguration,
    ]

    /// Returns what `xmllint` says against these files; nothing when it accepts all.
    private static func complaints(_ schema: String, _ files: [URL]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let path = folder.appendingPathComponent("\(schema).xsd").path
        process.arguments = ["xmllint", "--noout", "--nonet", "--schema", path] + files.map(\.path)
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return "" }
        return text.split(separator: "\n").filter { !$0.hasSuffix(" validates") }.joined(separator: "\n")
    }

    @Test(arguments: [
        ("rolemodel", "rolemodel", "xml"), ("servicedefinition", "", "csdef"),
        ("servicemodule", "csplugin", "csplugin"),
        ("serviceconfiguration", "", "cscfg"),
    ])
    func `a schema accepts every real file that is XML`(schema: String, folder: String, ending: String) throws {
        let root = Samples.package.deletingLastPathComponent().appendingPathComponent("shared/azure/samples/\(folder)")
        let files = Samples.files(in: folder, ending: ".\(ending)").filter { file in
            // One of them is not well-formed, on purpose of its author.
            (try? XMLReader.read(file.bytes)) != nil
        }
        guard !files.isEmpty else { return }
        #expect(try Self.complaints(schema, files.map { root.appendingPathComponent($0.name) }) == "")
    }

    @Test func `a schema accepts our own examples, which use the Linux attributes`() throws {
        let examples = Samples.package.appendingPathComponent("Examples")
        let names = try FileManager.default.subpathsOfDirectory(atPath: examples.path).sorted()
        for (schema, ending) in [
            ("rolemodel", "RoleModel.xml"), ("servicedefinition", ".csdef"), ("serviceconfiguration", ".cscfg"),
        ] {
            let files = names.filter { $0.hasSuffix(ending) }
            #expect(!files.isEmpty, "\(ending)")
            #expect(try Self.complaints(schema, files.map { examples.appendingPathComponent($0) }) == "")
        }
    }

    @Test(arguments: [
        ("timeout", "500ms"), ("timeout", "none"), ("timeout", "0"), ("timeout", "1.5s"), ("timeout", "5 s"),
        ("stopTimeout", "0"), ("stopTimeout", "-1"), ("stopSignal", "SIGQUIT"), ("stopSignal", "15"),
        ("stopSignal", "19"), ("stopSignal", "SIGSTOP"), ("stopSignal", "RTMIN+30"), ("stopSignal", "SIGRTMIN+31"),
        ("stopSignal", "65"), ("successExitCodes", "0 143 200-205"), ("successExitCodes", "0,1 , 2"),
        ("successExitCodes", "256"), ("successExitCodes", "a"), ("user", "www-data"), ("user", " "),
        ("runtimeEndpoint", "fifo"), ("runtimeEndpoint", "none"), ("runtimeEndpoint", "pipe"), ("restrt", "never"),
        ("statusCheck", "tcp:80"),
    ])
    func `schema and reader judge an attribute of a task alike`(name: String, value: String) throws {
        let attribute = "linux:\(name)='\(value)'"
        let isRead = Fixtures.codes(task: attribute).isEmpty
        let text = """
            <RoleModel xmlns="\(Namespace.definition)" xmlns:linux="\(LinuxExtensions.namespace)" name="A">
              <Startup><Task commandLine="a.cmd" \(attribute)/></Startup>
            </RoleModel>
            """
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("schema-\(UUID().uuidString).xml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try Self.complaints("rolemodel", [file]).isEmpty == isRead)
    }

    @Test(arguments: ["rolemodel", "servicedefinition", "servicemodule", "serviceconfiguration"])
    func `a schema and the reader know the same names`(schema: String) throws {
        let grammar = try #require(Self.grammars[schema])
        let bytes = try Data(contentsOf: Self.folder.appendingPathComponent("\(schema).xsd"))
        let types = try XMLReader.read([UInt8](bytes)).elements.filter { $0.name.local == "complexType" }
        #expect(Set(types.map { $0.value("name") }) == Set(grammar.shapes.keys))
        for type in types {
            let shape = try #require(grammar.shapes[type.value("name")])
            let declared = type.descendants
            #expect(
                Set(declared.filter { $0.name.local == "element" }.map { $0.value("name") })
                    == Set(shape.children.keys),
                "children of \(type.value("name"))"
            )
            let attributes = declared.filter { $0.name.local == "attribute" }
            #expect(
                Set(attributes.map { $0.value("name") }).subtracting([""]) == Set(shape.attributes),
                "attributes of \(type.value("name"))"
            )
            #expect(
                Set(attributes.map { $0.value("ref") }).subtracting([""]) == Set(shape.linux.map(\.qualifiedName)),
                "our attributes of \(type.value("name"))"
            )
        }
    }
}

extension XMLElement {
    fileprivate var elements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    fileprivate var descendants: [XMLElement] { elements.flatMap { [$0] + $0.descendants } }

    fileprivate func value(_ name: String) -> String { attributes.first { $0.name.local == name }?.value ?? "" }
}
