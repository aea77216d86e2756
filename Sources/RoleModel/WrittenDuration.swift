/// A duration as it is written in our namespace: `500ms`, `30s`, `5m`, `1h`, `30` for seconds, `none` or `infinity`.
enum WrittenDuration: Hashable {
    /// So long.
    case after(Duration)
    /// Without a limit.
    case never

    /// The longest; whoever wants more wants no limit, and arithmetic with it can not overflow.
    static let longest = Duration.seconds(366 * 86_400)

    /// Reads a duration; nil when it is none, or longer than the longest.
    init?(_ text: String) {
        if text == "none" || text == "infinity" {
            self = .never
            return
        }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int64(digits), let unit = Self.unit(text.dropFirst(digits.count)) else { return nil }
        guard Double(number) <= Self.longest / unit else { return nil }
        self = .after(unit * Int(number))
    }

    private static func unit(_ name: Substring) -> Duration? {
        switch name {
        case "ms": .milliseconds(1)
        case "", "s": .seconds(1)
        case "m": .seconds(60)
        case "h": .seconds(3_600)
        default: nil
        }
    }
}
