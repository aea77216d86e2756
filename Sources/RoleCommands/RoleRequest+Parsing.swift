import JSONText
import RuntimeProtocol

extension RoleRequest {
    /// Reads the words behind `role`.
    init(_ words: [String]) throws(RoleCommandFault) {
        let beforeOperands = words.prefix { $0 != "--" }
        guard !beforeOperands.contains("--help"), !beforeOperands.contains("-h"), words.first != "help" else {
            self = .help
            return
        }
        let rest = words.dropFirst()
        switch words.first {
        case "get": self = try Self.get(rest)
        case "set-status": self = try Self.setStatus(rest)
        case "clear-status": self = .clearStatus(client: try Self.client(rest, of: "clear-status"))
        case "request-recycle": self = .requestRecycle(client: try Self.client(rest, of: "request-recycle"))
        case "wait": self = try Self.wait(rest)
        case nil: throw .usage("cannot do role: it needs a command: \(Self.commands)")
        case let word?: throw .usage("cannot do role '\(word)': the commands are \(Self.commands)")
        }
    }

    private static var commands: String { "get, set-status, clear-status, request-recycle and wait" }

    private static func get(_ words: ArraySlice<String>) throws(RoleCommandFault) -> RoleRequest {
        let rest = words.dropFirst()
        switch words.first {
        case "setting": return .setting(name: try CommandWords(rest, of: "get setting").operand("a name"))
        case "settings": return .settings(json: try list(rest, of: "get settings").has("--json"))
        case "endpoint": return .endpoint(try endpoint(rest))
        case "endpoints": return .endpoint(try endpoints(rest))
        case "resource":
            let words = try CommandWords(rest, of: "get resource", flags: ["--path", "--size", "--json"])
            return .resource(name: try words.operand("a name"), try form(words, ["--path", "--size"]))
        case "resources": return .resources(json: try list(rest, of: "get resources").has("--json"))
        case "instance":
            let fields = ["--id", "--role-name", "--fault-domain", "--update-domain"]
            return .instance(try form(try thing(rest, of: "get instance", fields), fields))
        case "instances":
            let words = try CommandWords(rest, of: "get instances", flags: ["--json"], valued: ["--role"])
            try words.noOperand()
            return .instances(role: words.value("--role"), json: words.has("--json"))
        case "deployment":
            let fields = ["--id", "--emulated"]
            return .deployment(try form(try thing(rest, of: "get deployment", fields), fields))
        case "incarnation":
            try CommandWords(rest, of: "get incarnation").noOperand()
            return .incarnation
        case nil: throw .usage("cannot do role get: it needs to know what: \(things)")
        case let word?: throw .usage("cannot get '\(word)': there is \(things)")
        }
    }

    private static var things: String {
        "setting, settings, endpoint, endpoints, resource, resources, instance, instances, deployment and incarnation"
    }

    private static func endpoint(_ words: ArraySlice<String>) throws(RoleCommandFault) -> EndpointQuestion {
        let fields = ["--address", "--port", "--protocol"]
        let words = try CommandWords(
            words,
            of: "get endpoint",
            flags: fields + ["--json"],
            valued: ["--role", "--instance"]
        )
        return EndpointQuestion(
            name: try words.operand("a name"),
            role: words.value("--role"),
            instance: words.value("--instance"),
            form: try form(words, ["--endpoint"] + fields)
        )
    }

    private static func endpoints(_ words: ArraySlice<String>) throws(RoleCommandFault) -> EndpointQuestion {
        let words = try CommandWords(words, of: "get endpoints", flags: ["--json"], valued: ["--role", "--instance"])
        try words.noOperand()
        return EndpointQuestion(
            role: words.value("--role"),
            instance: words.value("--instance"),
            form: words.has("--json") ? .json : .field("endpoint")
        )
    }

    private static func list(_ words: ArraySlice<String>, of command: String) throws(RoleCommandFault) -> CommandWords {
        try thing(words, of: command, [])
    }

    private static func thing(
        _ words: ArraySlice<String>,
        of command: String,
        _ fields: [String]
    ) throws(RoleCommandFault) -> CommandWords {
        let words = try CommandWords(words, of: command, flags: fields + ["--json"])
        try words.noOperand()
        return words
    }

    private static func form(_ words: CommandWords, _ fields: [String]) throws(RoleCommandFault) -> Form {
        let choice = try words.choice(fields)
        guard words.has("--json") else { return .field(choice) }
        if let field = fields.first(where: words.has) {
            throw .usage("cannot use '\(field)' and '--json' together: JSON has everything in it")
        }
        return .json
    }

    private static func setStatus(_ words: ArraySlice<String>) throws(RoleCommandFault) -> RoleRequest {
        let words = try CommandWords(words, of: "set-status", valued: ["--for", "--client"])
        let status: ReportedStatus
        switch try words.operand("ready, busy or stopped") {
        case "ready": status = .started
        case "busy": status = .busy
        case "stopped":
            guard !words.has("--for") else { throw .usage("cannot use '--for' with stopped: it holds for ever") }
            status = .stopped
        case let word: throw .usage("cannot set status '\(word)': write ready, busy or stopped")
        }
        return .setStatus(status, for: try words.duration("--for"), client: words.value("--client"))
    }

    private static func client(_ words: ArraySlice<String>, of command: String) throws(RoleCommandFault) -> String? {
        let words = try CommandWords(words, of: command, valued: ["--client"])
        try words.noOperand()
        return words.value("--client")
    }

    private static func wait(_ words: ArraySlice<String>) throws(RoleCommandFault) -> RoleRequest {
        let rest = words.dropFirst()
        switch words.first {
        case "changed":
            let words = try CommandWords(rest, of: "wait changed", flags: ["--json"], valued: ["--timeout", "--since"])
            try words.noOperand()
            return .waitChanged(
                timeout: try words.duration("--timeout"),
                since: try since(words.value("--since")),
                json: words.has("--json")
            )
        case "stopping":
            let words = try CommandWords(rest, of: "wait stopping", valued: ["--timeout"])
            try words.noOperand()
            return .waitStopping(timeout: try words.duration("--timeout"))
        case nil: throw .usage("cannot do role wait: it needs to know for what: changed or stopping")
        case let word?: throw .usage("cannot wait for '\(word)': write changed or stopping")
        }
    }

    private static func since(_ text: String?) throws(RoleCommandFault) -> UInt64? {
        guard let text else { return nil }
        guard let incarnation = UInt64(text) else {
            throw .usage("cannot use '\(text)' for --since: write what 'role get incarnation' printed")
        }
        return incarnation
    }
}
