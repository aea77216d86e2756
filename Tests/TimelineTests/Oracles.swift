import Foundation

/// Judges XML by Python's parser, which is not ours.
enum XMLOracle {
    static func accepts(_ text: String) throws -> Bool {
        try Python.succeeds("import sys, xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())", input: text)
    }
}

/// Judges JSON by Python's `jsonschema` (Debian package `python3-jsonschema`).
enum SchemaOracle {
    static var isThere: Bool { (try? Python.succeeds("import jsonschema", input: "")) ?? false }

    static func accepts(_ json: String) throws -> Bool {
        let schema = Python.root.appending(path: "docs/reference/timeline.schema.json").path
        let program =
            "import sys, json, jsonschema as j; s = json.load(open('\(schema)')); "
            + "j.Draft202012Validator.check_schema(s); j.Draft202012Validator(s).validate(json.load(sys.stdin))"
        return try Python.succeeds(program, input: json)
    }
}

/// Runs a line of Python.
enum Python {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func succeeds(_ program: String, input text: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", program]
        let input = Pipe()
        process.standardInput = input
        process.standardError = FileHandle.nullDevice
        try process.run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
