import ControlSocket
import Foundation
import Lifecycle
import RoleModel
import TestSurroundings
import Testing

/// `docs/reference/status.schema.json` and the document agree.
@Suite struct StatusSchemaTests {
    private static func schema() throws -> [String: Any] {
        let file = Repository.root.appending(path: "docs/reference/status.schema.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    }

    private func json(_ document: StatusDocument) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(document.json.line))
    }

    @Test func `a full and an empty document fit the schema, member for member`() throws {
        let checker = SchemaChecker(try Self.schema())
        #expect(checker.faults(try json(StatusTextTests.full())) == [])
        var empty = StatusDocument()
        empty.pid = 1
        empty.phase = "CreatingRole"
        empty.status = "busy"
        #expect(checker.faults(try json(empty)) == [])
    }

    @Test func `a document that lacks a member or has a wrong one does not`() throws {
        let checker = SchemaChecker(try Self.schema())
        var document = StatusTextTests.full()
        document.phase = "HappyRole"
        document.tasks[0].state = "bored"
        #expect(checker.faults(try json(document)).count == 2)
        #expect(checker.faults(["version": 1]).count == 19)
    }

    @Test func `a document survives the wire`() {
        let document = StatusTextTests.full()
        #expect(StatusDocument(document.json) == document)
    }

    @Test func `the schema knows every phase, type and kind that the code knows`() throws {
        let properties = try #require(try Self.schema()["properties"] as? [String: Any])
        let phases = (properties["phase"] as? [String: Any])?["enum"] as? [String]
        #expect(Set(phases ?? []) == Set(InstancePhase.allCases.map(\.rawValue)))
        let definitions = try #require(try Self.schema()["$defs"] as? [String: [String: Any]])
        let types = definitions["task"]?["properties"] as? [String: [String: Any]]
        #expect(Set(types?["type"]?["enum"] as? [String] ?? []) == Set(TaskType.allCases.map(\.rawValue)))
        let kinds = definitions["host"]?["properties"] as? [String: [String: Any]]
        #expect(Set(kinds?["kind"]?["enum"] as? [String] ?? []) == Set(HostKind.allCases.map(\.rawValue)))
    }
}

/// As much of JSON Schema as our schema uses; strict about members that the schema does not name.
private struct SchemaChecker {
    private let root: [String: Any]

    init(_ root: [String: Any]) { self.root = root }

    func faults(_ value: Any) -> [String] { faults(value, root, at: "$") }

    private func faults(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
        if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
            let definition = (root["$defs"] as? [String: [String: Any]])?[String(name)] ?? [:]
            return faults(value, definition, at: place)
        }
        var found: [String] = []
        if let choices = schema["enum"] as? [NSObject?], !choices.contains(value as? NSObject) {
            found.append("\(place): \(value) is none of the choices")
        }
        if let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map({ [$0] }) {
            if !types.contains(where: { Self.fits(value, $0) }) { found.append("\(place): \(value) is no \(types)") }
        }
        if let members = value as? [String: Any], let properties = schema["properties"] as? [String: [String: Any]] {
            for name in schema["required"] as? [String] ?? [] where members[name] == nil {
                found.append("\(place).\(name) is missing")
            }
            for (name, member) in members {
                guard let property = properties[name] else {
                    found.append("\(place).\(name) is not in the schema")
                    continue
                }
                found += faults(member, property, at: "\(place).\(name)")
            }
        }
        if let elements = value as? [Any], let items = schema["items"] as? [String: Any] {
            for (index, element) in elements.enumerated() { found += faults(element, items, at: "\(place)[\(index)]") }
        }
        return found
    }

    private static func fits(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "null": value is NSNull
        case "string": value is String
        case "array": value is [Any]
        case "object": value is [String: Any]
        case "boolean": value is Bool
        case "integer": (value as? Double).map { $0.rounded() == $0 } ?? false
        default: value is Double
        }
    }
}
