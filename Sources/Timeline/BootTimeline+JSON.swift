import JSONText

extension BootTimeline {
    /// The timeline as one JSON object on one line, without a line end (`docs/reference/timeline.md`).
    public var json: String {
        value.lineText
    }

    private var value: JSON {
        .object([
            ("version", .integer(Self.version)),
            ("instance", .string(instance)),
            ("role", .string(role)),
            ("incarnation", .integer(incarnation)),
            ("beganMilliseconds", .integer(Int(began))),
            ("untilMicroseconds", .integer(Int(until))),
            ("readyMicroseconds", .optional(ready.map(Int.init))),
            ("end", end?.value ?? .null),
            ("entries", .array(entries.map(\.value))),
        ])
    }
}

extension BootTimeline.End {
    fileprivate var value: JSON {
        .object([
            ("atMicroseconds", .integer(Int(at))), ("kind", .string(kind)), ("text", .string(text)),
        ])
    }
}

extension TimelineEntry {
    fileprivate var value: JSON {
        .object([
            ("name", .string(name)),
            ("kind", .string(kind.rawValue)),
            ("waitedFor", .array(waits.map(\.value))),
            ("hasReadiness", .bool(hasReadiness)),
            ("orderedMicroseconds", .optional(ordered.map(Int.init))),
            ("startedMicroseconds", .optional(started.map(Int.init))),
            ("readyMicroseconds", .optional(ready.map(Int.init))),
            ("endedMicroseconds", .optional(ended.map(Int.init))),
            ("result", result?.value ?? .null),
            ("failed", .bool(hasFailed)),
            ("restarts", .integer(restarts)),
            ("restartsAtMicroseconds", .array(restartMoments.map { .integer(Int($0)) })),
            ("usage", usage?.value ?? .null),
        ])
    }
}

extension TimelineEntry.Wait {
    fileprivate var value: JSON {
        .object([("entry", .integer(entry)), ("for", .string(moment.rawValue))])
    }
}

extension TimelineEntry.Result {
    fileprivate var value: JSON {
        switch self {
        case .exited(let code): .object([("kind", .string("exited")), ("code", .integer(code))])
        case .signaled(let number):
            .object([("kind", .string("signaled")), ("signal", .integer(number))])
        case .notStarted(let reason): .object([("kind", .string("notStarted")), ("reason", .string(reason))])
        case .passed: .object([("kind", .string("passed"))])
        }
    }
}

extension TimelineUsage {
    fileprivate var value: JSON {
        .object([
            ("userMicroseconds", .integer(Int(userMicroseconds))),
            ("systemMicroseconds", .integer(Int(systemMicroseconds))),
            ("peakResidentKilobytes", .integer(Int(peakResidentKilobytes))),
        ])
    }
}
