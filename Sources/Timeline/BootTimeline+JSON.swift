extension BootTimeline {
    /// The timeline as one JSON object on one line, without a line end (`docs/reference/timeline.md`).
    public var json: String {
        var text = ""
        value.write(to: &text)
        return text
    }

    private var value: JSONText {
        .object([
            .init("version", .integer(Int64(Self.version))),
            .init("instance", .string(instance)),
            .init("role", .string(role)),
            .init("incarnation", .integer(Int64(incarnation))),
            .init("beganMilliseconds", .integer(began)),
            .init("untilMicroseconds", .integer(until)),
            .init("readyMicroseconds", .optional(ready)),
            .init("end", end?.value ?? .null),
            .init("entries", .array(entries.map(\.value))),
        ])
    }
}

extension BootTimeline.End {
    fileprivate var value: JSONText {
        .object([
            .init("atMicroseconds", .integer(at)), .init("kind", .string(kind)), .init("text", .string(text)),
        ])
    }
}

extension TimelineEntry {
    fileprivate var value: JSONText {
        .object([
            .init("name", .string(name)),
            .init("kind", .string(kind.rawValue)),
            .init("waitedFor", .array(waits.map(\.value))),
            .init("hasReadiness", .bool(hasReadiness)),
            .init("orderedMicroseconds", .optional(ordered)),
            .init("startedMicroseconds", .optional(started)),
            .init("readyMicroseconds", .optional(ready)),
            .init("endedMicroseconds", .optional(ended)),
            .init("result", result?.value ?? .null),
            .init("failed", .bool(hasFailed)),
            .init("restarts", .integer(Int64(restarts))),
            .init("restartsAtMicroseconds", .array(restartMoments.map(JSONText.integer))),
            .init("usage", usage?.value ?? .null),
        ])
    }
}

extension TimelineEntry.Wait {
    fileprivate var value: JSONText {
        .object([.init("entry", .integer(Int64(entry))), .init("for", .string(moment.rawValue))])
    }
}

extension TimelineEntry.Result {
    fileprivate var value: JSONText {
        switch self {
        case .exited(let code): .object([.init("kind", .string("exited")), .init("code", .integer(Int64(code)))])
        case .signaled(let number):
            .object([.init("kind", .string("signaled")), .init("signal", .integer(Int64(number)))])
        case .notStarted(let reason): .object([.init("kind", .string("notStarted")), .init("reason", .string(reason))])
        case .passed: .object([.init("kind", .string("passed"))])
        }
    }
}

extension TimelineUsage {
    fileprivate var value: JSONText {
        .object([
            .init("userMicroseconds", .integer(userMicroseconds)),
            .init("systemMicroseconds", .integer(systemMicroseconds)),
            .init("peakResidentKilobytes", .integer(peakResidentKilobytes)),
        ])
    }
}
