import ControlSocket
import Foundation
import JSONText
import TestSurroundings
import Testing

@testable import OperatorCommands

/// What we write as JSON, judged by a validator that others wrote (Debian's python3-jsonschema).
@Suite struct PublicValidatorTests {
    /// Returns what the validator has to say; nothing when the value fits.
    private func complaints(_ line: [UInt8], _ schema: String) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "wahost-json-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(line).write(to: file)
        let script =
            """
            import json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            judge = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
            for fault in judge.iter_errors(json.load(open(sys.argv[2]))):
                print(list(fault.absolute_path), fault.message)
            """
        let schema = Repository.root.appending(path: "docs/reference/\(schema).schema.json").path
        let judgement = try FinishedProgram.run(["python3", "-c", script, schema, file.path])
        return judgement.said + judgement.complained
    }

    @Test(.timeLimit(.minutes(1))) func `a status fits its schema, and one with another phase does not`() throws {
        var document = StatusTextTests.full()
        #expect(try complaints(document.json.line, "status") == "")
        document.phase = "HappyRole"
        #expect(try complaints(document.json.line, "status").contains("HappyRole"))
    }

    @Test(.timeLimit(.minutes(1))) func `an event fits its schema`() throws {
        var event = EventDocument(
            sequence: 1,
            time: "2026-11-21T14:36:54.123Z",
            kind: "ended",
            incarnation: 1,
            text: "it ended"
        )
        event.exit = .signal(9)
        event.task = 2
        #expect(try complaints(event.json.line, "events") == "")
        #expect(EventDocument(event.json) == event)
        event.kind = "exploded"
        #expect(try complaints(event.json.line, "events") != "")
        #expect(try complaints(Array(#"{"version":1,"leftOut":3}"#.utf8), "events") == "")
    }

    @Test(.timeLimit(.minutes(1))) func `a record of an end fits its schema`() throws {
        let records = JSON.object([
            ("version", .integer(1)), ("logFolder", .string("/var")),
            ("incarnations", .array([WhyTextTests.record().json])),
        ])
        #expect(try complaints(records.line, "why") == "")
        #expect(IncarnationRecord(WhyTextTests.record().json) == WhyTextTests.record())
    }

    @Test(.timeLimit(.minutes(1))) func `a line of logs and a list fit their schemas`() throws {
        let source = LogSource(number: 3, name: "a.sh", path: "/a.log")
        let line = LogLine(output: Array("2026-11-21T14:36:54.123456Z e text \u{1}".utf8)[...], after: 0)
        var text = LogText([source], isJSON: true, style: TextStyle())
        #expect(try complaints(Array(text.text(line, of: source).utf8), "logs") == "")
        let folder = try SocketFolder()
        defer { folder.remove() }
        let role = try folder.listen("local.A_IN_0")
        defer { role.close() }
        #expect(folder.leave("local.B_IN_0"))
        var call = OperatorCall(.list)
        call.isJSON = true
        #expect(try complaints(Array(folder.run(call).output.utf8), "list") == "")
    }
}
