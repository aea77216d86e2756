/// What HAProxy's agent-check is told.
public enum AgentState: Hashable, Sendable {
    /// New connections are welcome.
    case ready
    /// No new ones; those that are there may go on.
    case drain
    /// Out of rotation on purpose.
    case maint
    /// Something is wrong; why, for the balancer's own log.
    case down(String)

    /// The line that it is told.
    var line: String {
        switch self {
        // `ready` takes back `drain` and `maint`, `up` takes back `down`.
        case .ready: "ready up\n"
        case .drain: "drain\n"
        case .maint: "maint\n"
        case .down(let why): why.isEmpty ? "down\n" : "down #\(Self.plain(why))\n"
        }
    }

    /// The line is ASCII, and ends at a line end.
    private static func plain(_ text: String) -> String {
        String(decoding: text.utf8.map { (0x20...0x7E).contains($0) ? $0 : 0x3F }.prefix(120), as: UTF8.self)
    }
}
