import Glibc
import Lifecycle
import RuntimeProtocol

/// Why the instance is Busy while its host runs: who says so, and until when.
extension RoleRun {
    /// More clients than this are counted, not named.
    private static let mostClientsNamed = 3

    /// All that keeps it from being Ready, for people; nil when nobody has said anything.
    var busyReason: String? {
        var reasons = busyClients
        if checkedStatus == .busy { reasons.append("the last StatusCheck was answered by Busy") }
        if let misses = machine.status.host?.misses, misses > 0 {
            reasons.append(misses == 1 ? "a StatusCheck had no answer" : "\(misses) StatusChecks had no answer")
        }
        if reasons.isEmpty, lives.values.first(where: { $0.work == .host })?.watcher?.reported == .busy {
            reasons.append("\(story.name(of: .host)) reloads or is about to end, by its own word")
        }
        return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    }

    private var busyClients: [String] {
        let entries = endpoint?.leases.entries.filter { $0.lease.status != .started } ?? []
        let named = entries.prefix(Self.mostClientsNamed).map { entry in
            "client '\(entry.clientID)' says \(entry.lease.status.rawValue)\(Self.end(of: entry.lease.expiration))"
        }
        let rest = entries.count - named.count
        return rest > 0 ? named + ["\(rest) more clients say so"] : named
    }

    private static func end(of expiration: RuntimeInstant) -> String {
        let left = expiration.secondsSinceEpoch - Int64(time(nil))
        // Azure's clients write the year 9999 or 2038 for "for ever".
        guard left >= 0, left < 400 * 86_400 else { return "" }
        return " for \(SecondsText.short(.seconds(max(left, 1)))) more"
    }
}
