/// Spans of time and amounts of memory as a person reads them.
enum DurationText {
    /// Returns a span, with as many digits as help: "812 µs", "4.2 ms", "3.102 s", "3 min 12 s", "2 h 05 min".
    static func text(_ microseconds: Int64) -> String {
        switch microseconds {
        case ..<0: "0 µs"
        case ..<1_000: "\(microseconds) µs"
        case ..<100_000: decimal(microseconds, unit: 1_000, digits: 1) + " ms"
        case ..<999_500: "\((microseconds + 500) / 1_000) ms"
        case ..<10_000_000: decimal(microseconds, unit: 1_000_000, digits: 3) + " s"
        case ..<60_000_000: decimal(microseconds, unit: 1_000_000, digits: 1) + " s"
        case ..<3_600_000_000: pair(microseconds / 1_000_000, 60, "min", "s")
        case ..<86_400_000_000: pair(microseconds / 60_000_000, 60, "h", "min")
        default: pair(microseconds / 3_600_000_000, 24, "d", "h")
        }
    }

    /// Returns an amount of memory: "812 KiB", "11.3 MiB", "1.2 GiB".
    static func memory(_ kilobytes: Int64) -> String {
        switch kilobytes {
        case ..<1_024: "\(max(kilobytes, 0)) KiB"
        case ..<102_400: decimal(kilobytes, unit: 1_024, digits: 1) + " MiB"
        case ..<1_048_576: "\(kilobytes / 1_024) MiB"
        default: decimal(kilobytes, unit: 1_048_576, digits: 1) + " GiB"
        }
    }

    /// Returns a quotient with a fixed number of decimals, cut off.
    static func decimal(_ number: Int64, unit: Int64, digits: Int) -> String {
        guard unit > 0, number >= 0 else { return "0" }
        var text = String(number / unit)
        var rest = number % unit
        guard digits > 0 else { return text }
        text += "."
        for _ in 0..<digits {
            rest &*= 10
            text += String(rest / unit)
            rest %= unit
        }
        return text
    }

    private static func pair(_ small: Int64, _ per: Int64, _ large: String, _ name: String) -> String {
        let rest = small % per
        return "\(small / per) \(large) \(rest < 10 ? "0" : "")\(rest) \(name)"
    }
}
