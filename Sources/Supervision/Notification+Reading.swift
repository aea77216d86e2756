extension Notification {
    private static let busErrorLimit = 255

    /// Takes a datagram apart; what is unknown or can not be read is passed over, as systemd does.
    static func parse(_ datagram: some Collection<UInt8>) -> [Notification] {
        var found: [Notification] = []
        var moment: Duration?
        for line in datagram.split(separator: UInt8(ascii: "\n")) {
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: line[..<equals], as: UTF8.self)
            let value = String(decoding: line[line.index(after: equals)...], as: UTF8.self)
            if name == "MONOTONIC_USEC" {
                moment = UInt64(value).flatMap { Int64(exactly: $0) }.map { .microseconds($0) }
            } else if let notification = Notification(name, value) {
                found.append(notification)
            }
        }
        // It belongs to the message, whichever line comes first.
        guard let moment else { return found }
        return found.map { $0 == .reloading(since: nil) ? .reloading(since: moment) : $0 }
    }

    private init?(_ name: String, _ value: String) {
        switch (name, value) {
        case ("READY", "1"): self = .ready
        case ("RELOADING", "1"): self = .reloading(since: nil)
        case ("STOPPING", "1"): self = .stopping
        case ("WATCHDOG", "1"): self = .watchdog
        case ("WATCHDOG", "trigger"): self = .watchdogTriggered
        case ("STATUS", _): self = .status(Self.oneLine(value))
        case ("BUSERROR", _):
            guard Self.isBusError(value) else { return nil }
            self = .failedOnBus(name: value)
        default:
            guard let number = Int64(value), let found = Self.numbered(name, number) else { return nil }
            self = found
        }
    }

    private static func numbered(_ name: String, _ number: Int64) -> Notification? {
        switch (name, number) {
        case ("WATCHDOG_USEC", 0...): .watchdogInterval(.microseconds(number))
        case ("EXTEND_TIMEOUT_USEC", 1...): .extendTimeout(.microseconds(number))
        case ("MAINPID", 1...): Int32(exactly: number).map { .mainProcess($0) }
        case ("ERRNO", 1...4095): .failed(error: Int32(truncatingIfNeeded: number))
        case ("EXIT_STATUS", 0...255): .exitStatus(UInt8(truncatingIfNeeded: number))
        default: nil
        }
    }

    /// Makes a text that any terminal can show, and that is short enough to be kept.
    private static func oneLine(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || turnsText(scalar)
            return !isControl ? scalar : scalar == "\t" ? " " : "\u{FFFD}"
        }
        let whole = shown.reduce(0) { $0 + UTF8.width($1) }
        guard whole > statusLimit else { return String(String.UnicodeScalarView(shown)) }
        var kept = String.UnicodeScalarView()
        var size = UTF8.width("…")
        for scalar in shown {
            size += UTF8.width(scalar)
            if size > statusLimit { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    /// Whether it makes what stands after it be shown in another order than it was written.
    private static func turnsText(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    private static func isBusError(_ name: String) -> Bool {
        let isShort = !name.isEmpty && name.utf8.count <= busErrorLimit
        return isShort
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}
