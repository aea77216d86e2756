import JSONText

extension IncarnationRecord {
    /// The record as it is kept.
    public var json: JSON {
        .object([
            ("version", .integer(ControlRequest.version)),
            ("role", .string(role)),
            ("instance", .string(instance)),
            ("deployment", .string(deployment)),
            ("roleRoot", .string(roleRoot)),
            ("pid", .integer(pid)),
            ("incarnation", .integer(incarnation)),
            ("began", .string(began)),
            ("ended", .string(ended)),
            ("seconds", .seconds(duration)),
            ("wasReady", .bool(wasReady)),
            ("reason", reason.json),
            ("code", .optional(code)),
            ("coreLimit", .optional(coreLimit)),
            ("suspects", .array(suspects.map(\.json))),
        ])
    }

    /// Reads a record; nil when it is none of this version.
    public init?(_ json: JSON) {
        guard json["version"]?.integer == ControlRequest.version else { return nil }
        guard let reason = json["reason"].flatMap(StatusDocument.Reason.init) else { return nil }
        self.reason = reason
        role = json["role"]?.text ?? ""
        instance = json["instance"]?.text ?? ""
        deployment = json["deployment"]?.text ?? ""
        roleRoot = json["roleRoot"]?.text ?? ""
        pid = json["pid"]?.integer ?? 0
        incarnation = json["incarnation"]?.integer ?? 1
        began = json["began"]?.text ?? ""
        ended = json["ended"]?.text ?? ""
        duration = json["seconds"]?.duration ?? .zero
        if case .bool(true)? = json["wasReady"] { wasReady = true }
        code = json["code"]?.integer
        coreLimit = json["coreLimit"]?.integer
        suspects = (json["suspects"]?.elements ?? []).compactMap(Suspect.init)
    }

    /// Reads a record as it is kept; nil when it is none of this version.
    public init?(bytes: [UInt8]) {
        guard let json = try? JSON(bytes: bytes) else { return nil }
        self.init(json)
    }
}

extension IncarnationRecord.Suspect {
    fileprivate var json: JSON {
        .object([
            ("task", .optional(task)),
            ("name", .string(name)),
            ("pid", .optional(pid)),
            ("exit", exit.map(\.json) ?? .null),
            ("seconds", .seconds(duration)),
            ("program", .string(program)),
            ("workingDirectory", .string(workingDirectory)),
            ("lines", .array(lines.map(JSON.string))),
        ])
    }

    fileprivate init?(_ json: JSON) {
        guard let name = json["name"]?.text else { return nil }
        self.init(task: json["task"]?.integer, name: name)
        pid = json["pid"]?.integer
        exit = json["exit"].flatMap(StatusDocument.Exit.init)
        duration = json["seconds"]?.duration
        program = json["program"]?.text ?? ""
        workingDirectory = json["workingDirectory"]?.text ?? ""
        lines = (json["lines"]?.elements ?? []).compactMap(\.text)
    }
}
