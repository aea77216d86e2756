import JSONText

extension StatusDocument {
    /// The document as it goes over the wire.
    public var json: JSON {
        .object([
            ("version", .integer(ControlRequest.version)),
            ("bootstrapper", .string(bootstrapper)),
            ("pid", .integer(pid)),
            ("role", .string(role)),
            ("instance", .string(instance)),
            ("deployment", .string(deployment)),
            ("roleRoot", .string(roleRoot)),
            ("logFolder", .string(logFolder)),
            ("phase", .string(phase)),
            ("status", .string(status)),
            ("since", .string(since)),
            ("phaseSeconds", .seconds(phaseDuration)),
            ("uptimeSeconds", .seconds(uptime)),
            ("incarnation", .integer(incarnation)),
            ("awaited", awaited.map(\.json) ?? .null),
            ("reason", reason.map(\.json) ?? .null),
            ("stopRequested", .bool(isStopRequested)),
            ("tasks", .array(tasks.map(\.json))),
            ("host", host.map(\.json) ?? .null),
            ("statusChecks", .array(statusChecks.map(\.json))),
        ])
    }

    /// Reads a document; what is missing is left empty, what is unknown passed over.
    public init(_ json: JSON) {
        bootstrapper = json["bootstrapper"]?.text ?? ""
        pid = json["pid"]?.integer ?? 0
        role = json["role"]?.text ?? ""
        instance = json["instance"]?.text ?? ""
        deployment = json["deployment"]?.text ?? ""
        roleRoot = json["roleRoot"]?.text ?? ""
        logFolder = json["logFolder"]?.text ?? ""
        phase = json["phase"]?.text ?? ""
        status = json["status"]?.text ?? ""
        since = json["since"]?.text ?? ""
        phaseDuration = json["phaseSeconds"]?.duration ?? .zero
        uptime = json["uptimeSeconds"]?.duration ?? .zero
        incarnation = json["incarnation"]?.integer ?? 1
        awaited = json["awaited"].flatMap(Awaited.init)
        reason = json["reason"].flatMap(Reason.init)
        if case .bool(let isRequested)? = json["stopRequested"] { isStopRequested = isRequested }
        tasks = (json["tasks"]?.elements ?? []).compactMap(Task.init)
        host = json["host"].flatMap(Host.init)
        statusChecks = (json["statusChecks"]?.elements ?? []).compactMap(StatusCheck.init)
    }
}

extension StatusDocument.Exit {
    var json: JSON {
        switch self {
        case .code(let code): .object([("code", .integer(code)), ("signal", .null)])
        case .signal(let signal): .object([("code", .null), ("signal", .integer(signal))])
        }
    }

    init?(_ json: JSON) {
        if let code = json["code"]?.integer {
            self = .code(code)
        } else if let signal = json["signal"]?.integer {
            self = .signal(signal)
        } else {
            return nil
        }
    }
}

extension StatusDocument.Task {
    fileprivate var json: JSON {
        .object([
            ("number", .integer(number)),
            ("name", .string(name)),
            ("type", .string(type)),
            ("state", .string(state)),
            ("pid", .optional(pid)),
            ("exit", exit.map(\.json) ?? .null),
            ("failure", .optional(failure)),
            ("seconds", .seconds(duration)),
            ("says", .optional(says)),
            ("restarts", .integer(restarts)),
            ("failures", .integer(failures)),
        ])
    }

    fileprivate init?(_ json: JSON) {
        guard let number = json["number"]?.integer, let state = json["state"]?.text else { return nil }
        self.init(number: number, name: json["name"]?.text ?? "", type: json["type"]?.text ?? "", state: state)
        pid = json["pid"]?.integer
        exit = json["exit"].flatMap(StatusDocument.Exit.init)
        failure = json["failure"]?.text
        duration = json["seconds"]?.duration
        says = json["says"]?.text
        restarts = json["restarts"]?.integer ?? 0
        failures = json["failures"]?.integer ?? 0
    }
}

extension StatusDocument.Host {
    fileprivate var json: JSON {
        .object([
            ("name", .string(name)),
            ("kind", .string(kind)),
            ("state", .string(state)),
            ("pid", .optional(pid)),
            ("exit", exit.map(\.json) ?? .null),
            ("seconds", .seconds(duration)),
            ("says", .optional(says)),
            ("missedStatusChecks", .integer(misses)),
        ])
    }

    fileprivate init?(_ json: JSON) {
        guard let state = json["state"]?.text else { return nil }
        self.init(name: json["name"]?.text ?? "", kind: json["kind"]?.text ?? "", state: state)
        pid = json["pid"]?.integer
        exit = json["exit"].flatMap(StatusDocument.Exit.init)
        duration = json["seconds"]?.duration
        says = json["says"]?.text
        misses = json["missedStatusChecks"]?.integer ?? 0
    }
}

extension StatusDocument.StatusCheck {
    fileprivate var json: JSON {
        .object([("answer", .optional(answer)), ("secondsAgo", .seconds(age))])
    }

    fileprivate init?(_ json: JSON) {
        guard let age = json["secondsAgo"]?.duration else { return nil }
        self.init(answer: json["answer"]?.text, age: age)
    }
}

extension StatusDocument.Awaited {
    fileprivate var json: JSON {
        .object([
            ("kind", .string(kind)), ("tasks", .array(tasks.map(JSON.integer))), ("text", .string(text)),
        ])
    }

    fileprivate init?(_ json: JSON) {
        guard let kind = json["kind"]?.text else { return nil }
        self.init(
            kind: kind,
            tasks: (json["tasks"]?.elements ?? []).compactMap(\.integer),
            text: json["text"]?.text ?? kind
        )
    }
}

extension StatusDocument.Reason {
    var json: JSON { .object([("kind", .string(kind)), ("text", .string(text))]) }

    init?(_ json: JSON) {
        guard let kind = json["kind"]?.text else { return nil }
        self.init(kind: kind, text: json["text"]?.text ?? kind)
    }
}

extension JSON {
    /// The elements of a list; none if it is no list.
    public var elements: [JSON] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// Seconds as a duration; what no clock shows is none.
    var duration: Duration? {
        switch self {
        case .integer(let seconds): (0...1_000_000_000_000).contains(seconds) ? .seconds(seconds) : nil
        case .decimal(let seconds):
            (0...1e12).contains(seconds) ? .milliseconds(Int64((seconds * 1_000).rounded())) : nil
        default: nil
        }
    }
}
