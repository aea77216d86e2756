/// Something that a program says of itself with sd_notify.
public enum Notification: Hashable, Sendable {
    /// `READY=1`: it has started, or has finished reloading.
    case ready
    /// `RELOADING=1`: it reads its configuration again; `ready` follows.
    case reloading
    /// `STOPPING=1`: it is about to end.
    case stopping
    /// `STATUS=…`: how it is, for people.
    case status(String)
    /// `WATCHDOG=1`: it lives.
    case watchdog
    /// `WATCHDOG=trigger`: it wants to be treated as if it did not.
    case watchdogTriggered
    /// `WATCHDOG_USEC=…`: how often it will say so from now on.
    case watchdogInterval(Duration)
    /// `MAINPID=…`: its main process.
    case mainProcess(Int32)
    /// `EXTEND_TIMEOUT_USEC=…`: it needs that much more time, from now on.
    case extendTimeout(Duration)
    /// `ERRNO=…`: why it failed.
    case failed(error: Int32)

    /// Takes a datagram apart; what is unknown or can not be read is passed over, as systemd does.
    static func parse(_ datagram: some Collection<UInt8>) -> [Notification] {
        datagram.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let name = String(decoding: line[..<equals], as: UTF8.self)
            return Notification(name, String(decoding: line[line.index(after: equals)...], as: UTF8.self))
        }
    }

    private init?(_ name: String, _ value: String) {
        switch (name, value) {
        case ("READY", "1"): self = .ready
        case ("RELOADING", "1"): self = .reloading
        case ("STOPPING", "1"): self = .stopping
        case ("WATCHDOG", "1"): self = .watchdog
        case ("WATCHDOG", "trigger"): self = .watchdogTriggered
        case ("STATUS", _): self = .status(value)
        default:
            guard let number = Int64(value), number > 0, let found = Self.numbered(name, number) else { return nil }
            self = found
        }
    }

    private static func numbered(_ name: String, _ number: Int64) -> Notification? {
        switch name {
        case "WATCHDOG_USEC": .watchdogInterval(.microseconds(number))
        case "EXTEND_TIMEOUT_USEC": .extendTimeout(.microseconds(number))
        case "MAINPID": Int32(exactly: number).map { .mainProcess($0) }
        case "ERRNO": Int32(exactly: number).map { .failed(error: $0) }
        default: nil
        }
    }
}
