import ControlSocket
import Glibc
import JSONText

/// `list`: every role that runs on this machine, as far as the caller may see.
extension Operator {
    /// A socket and what was learned through it.
    private struct Found {
        let entry: ControlFolder.Entry
        var standing: String
        var document: StatusDocument?
    }

    func list() -> OperatorExit {
        let found = finding.entries.map(Self.look)
        if call.isJSON {
            let json = JSON.object([("version", .integer(1)), ("roles", .array(found.map(Self.json)))])
            return say(String(decoding: json.line, as: UTF8.self) + "\n")
        }
        guard !found.isEmpty else {
            output.complain("no role runs here that opened its socket in the usual place\n")
            return .done
        }
        return say(([heading] + found.map(line)).joined(separator: "\n") + "\n")
    }

    private static func look(_ entry: ControlFolder.Entry) -> Found {
        switch ControlFolder.standing(of: entry.path) {
        case .stale: return Found(entry: entry, standing: "stale")
        case .notPermitted: return Found(entry: entry, standing: "notPermitted")
        case .live: break
        }
        do throws(ControlClient.Failure) {
            let answer = try ControlClient(path: entry.path, limit: .seconds(1)).ask(.status).answer
            return Found(entry: entry, standing: "live", document: StatusDocument(answer))
        } catch {
            if case .notPermitted = error { return Found(entry: entry, standing: "notPermitted") }
            return Found(entry: entry, standing: "silent")
        }
    }

    private static func json(_ found: Found) -> JSON {
        let document = found.document
        return .object([
            ("name", .string(found.entry.name)),
            ("socket", .string(found.entry.path)),
            ("standing", .string(found.standing)),
            ("instance", .optional(document?.instance)),
            ("role", .optional(document?.role)),
            ("deployment", .optional(document?.deployment)),
            ("roleRoot", .optional(document?.roleRoot)),
            ("phase", .optional(document?.phase)),
            ("status", .optional(document?.status)),
            ("pid", .optional(document?.pid)),
            ("uptimeSeconds", .seconds(document?.uptime)),
        ])
    }

    private var nameWidth: Int {
        let longest = finding.entries.map { DisplayText.columns($0.name) }.max() ?? 0
        return min(max(longest, 8), max(12, output.style.width - 52))
    }

    private var heading: String {
        let cells = [
            DisplayText.fitted("instance", nameWidth), DisplayText.fitted("phase", 18),
            DisplayText.fitted("for", 8, isRight: true), DisplayText.fitted("pid", 7, isRight: true), "role root",
        ]
        return output.style.painted(cells.joined(separator: " "), .faint)
    }

    private func line(_ found: Found) -> String {
        let name = DisplayText.fitted(found.entry.name, nameWidth)
        guard let document = found.document else {
            let words =
                switch found.standing {
                case "stale": "left behind by a run that was killed: \(found.entry.path)"
                case "notPermitted": "another user's"
                default: "does not answer: is it stopped?"
                }
            return output.style.painted(name + " " + DisplayText.cut(words, output.style.width - nameWidth - 1), .faint)
        }
        let phase = DisplayText.fitted(document.phase, 18)
        let room = max(8, output.style.width - nameWidth - 37)
        return [
            name, output.style.painted(phase, StatusText.colour(ofPhase: document.phase)),
            DisplayText.fitted(AgeText.rough(document.phaseDuration), 8, isRight: true),
            DisplayText.fitted(String(document.pid), 7, isRight: true), DisplayText.cut(document.roleRoot, room),
        ].joined(separator: " ")
    }
}
