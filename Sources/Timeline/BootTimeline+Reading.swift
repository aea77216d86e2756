import JSONText

extension BootTimeline {
    /// More entries than a role has tasks are no timeline.
    static let mostEntries = 100_000
    /// More microseconds than these, 31 years, are no moment.
    static let mostMicroseconds: Int64 = 1_000_000_000_000_000

    /// Reads what `json` has written; members that it does not know are passed over.
    ///
    /// - Throws: what is wrong with it: no JSON, another version, a member missing or of another kind.
    public init(json bytes: [UInt8]) throws(TimelineFault) {
        let value: JSON
        do { value = try JSON(bytes: bytes) } catch { throw TimelineFault("it is no JSON: \(error.text)") }
        guard let version = value["version"]?.integer else { throw TimelineFault("it has no 'version'") }
        guard version == Self.version else {
            throw TimelineFault("its version is \(version), and only \(Self.version) is known")
        }
        guard let instance = value["instance"]?.text, let role = value["role"]?.text else {
            throw TimelineFault("'instance' or 'role' is missing")
        }
        guard let incarnation = value["incarnation"]?.integer, let began = value["beganMilliseconds"]?.integer else {
            throw TimelineFault("'incarnation' or 'beganMilliseconds' is missing")
        }
        self.init(instance: instance, role: role, incarnation: incarnation, began: Int64(began))
        until = try Self.moment(value, "untilMicroseconds") ?? 0
        ready = try Self.moment(value, "readyMicroseconds")
        end = try value["end"].flatMap { value throws(TimelineFault) in try End(value) }
        let list = value["entries"]?.list ?? []
        guard list.count <= Self.mostEntries else {
            throw TimelineFault("it has more than \(Self.mostEntries) entries")
        }
        for (index, value) in list.enumerated() {
            guard let entry = try TimelineEntry(value) else { throw TimelineFault("entry \(index + 1) is incomplete") }
            entries.append(entry)
        }
    }

    /// Returns a moment, nil when there is none.
    fileprivate static func moment(_ value: JSON, _ name: String) throws(TimelineFault) -> Int64? {
        guard let number = value[name]?.integer.map(Int64.init) else { return nil }
        guard (0...mostMicroseconds).contains(number) else {
            throw TimelineFault("'\(name)' is \(number), and should be between 0 and \(mostMicroseconds)")
        }
        return number
    }
}

extension BootTimeline.End {
    fileprivate init?(_ value: JSON) throws(TimelineFault) {
        guard let at = try BootTimeline.moment(value, "atMicroseconds") else { return nil }
        self.init(at: at, kind: value["kind"]?.text ?? "", text: value["text"]?.text ?? "")
    }
}

extension TimelineEntry {
    fileprivate init?(_ value: JSON) throws(TimelineFault) {
        guard let name = value["name"]?.text, let kind = value["kind"]?.text.flatMap(Kind.init) else { return nil }
        self.init(name: name, kind: kind)
        waits = (value["waitedFor"]?.list ?? []).compactMap(Wait.init)
        hasReadiness = value["hasReadiness"]?.bool ?? false
        ordered = try BootTimeline.moment(value, "orderedMicroseconds")
        started = try BootTimeline.moment(value, "startedMicroseconds")
        ready = try BootTimeline.moment(value, "readyMicroseconds")
        ended = try BootTimeline.moment(value, "endedMicroseconds")
        result = value["result"].flatMap(Result.init)
        hasFailed = value["failed"]?.bool ?? false
        restarts = max(value["restarts"]?.integer ?? 0, 0)
        restartMoments = (value["restartsAtMicroseconds"]?.list ?? []).compactMap(\.integer).map(Int64.init).filter {
            (0...BootTimeline.mostMicroseconds).contains($0)
        }
        usage = value["usage"].flatMap(TimelineUsage.init)
    }
}

extension TimelineEntry.Wait {
    fileprivate init?(_ value: JSON) {
        guard let entry = value["entry"]?.integer, let moment = value["for"]?.text.flatMap(Moment.init) else {
            return nil
        }
        self.init(moment, of: entry)
    }
}

extension TimelineEntry.Result {
    fileprivate init?(_ value: JSON) {
        switch value["kind"]?.text {
        case "exited": self = .exited(code: value["code"]?.integer ?? 0)
        case "signaled": self = .signaled(value["signal"]?.integer ?? 0)
        case "notStarted": self = .notStarted(value["reason"]?.text ?? "")
        case "passed": self = .passed
        default: return nil
        }
    }
}

extension TimelineUsage {
    fileprivate init?(_ value: JSON) {
        let most = BootTimeline.mostMicroseconds
        guard let user = value["userMicroseconds"]?.integer.map(Int64.init),
            let system = value["systemMicroseconds"]?.integer.map(Int64.init),
            let memory = value["peakResidentKilobytes"]?.integer.map(Int64.init), (0...most).contains(user),
            (0...most).contains(system), (0...most).contains(memory)
        else {
            return nil
        }
        self.init(userMicroseconds: user, systemMicroseconds: system, peakResidentKilobytes: memory)
    }
}
