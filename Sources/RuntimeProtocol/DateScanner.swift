/// Reads the parts of an xs:dateTime, one after the other.
struct DateScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { rest.isEmpty }

    /// Takes this character if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Takes `2026-01-31`; nil when there is no such day.
    mutating func date() -> CalendarDate? {
        guard let year = number(digits: 4...9), take("-"), let month = number(digits: 2...2), take("-"),
            let day = number(digits: 2...2)
        else { return nil }
        let date = CalendarDate(year: year, month: month, day: day)
        guard year >= 1, (1...12).contains(month), day >= 1, day <= date.daysOfMonth else { return nil }
        return date
    }

    /// Takes `23:59:59.123`, and returns it as seconds of the day and ticks of the second.
    mutating func time() -> (seconds: Int64, ticks: Int64)? {
        guard let hour = number(digits: 2...2), take(":"), let minute = number(digits: 2...2), take(":"),
            let second = number(digits: 2...2)
        else { return nil }
        guard let ticks = fraction() else { return nil }
        // 24:00:00 is the end of the day, and 60 a leap second.
        let isEndOfDay = hour == 24 && minute == 0 && second == 0 && ticks == 0
        guard hour <= 23 || isEndOfDay, minute <= 59, second <= 60 else { return nil }
        return (hour * 3_600 + minute * 60 + second, ticks)
    }

    /// Takes `Z`, an offset or nothing, and returns the seconds by which the zone is ahead of UTC.
    mutating func zone() -> Int64? {
        if isAtEnd || take("Z") || take("z") { return 0 }
        let isAhead = take("+")
        guard isAhead || take("-"), let hours = number(digits: 2...2), take(":"),
            let minutes = number(digits: 2...2), hours <= 14, minutes <= 59
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return isAhead ? seconds : -seconds
    }

    private mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        var ticks: Int64 = 0
        var digits = 0
        while let digit = digit() {
            digits += 1
            if digits <= 7 { ticks = ticks * 10 + digit }
        }
        guard digits > 0 else { return nil }
        for _ in digits..<max(7, digits) { ticks *= 10 }
        return ticks
    }

    private mutating func number(digits allowed: ClosedRange<Int>) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while count < allowed.upperBound, let digit = digit() {
            value = value * 10 + digit
            count += 1
        }
        return count >= allowed.lowerBound ? value : nil
    }

    private mutating func digit() -> Int64? {
        guard let first = rest.first, (0x30...0x39).contains(first) else { return nil }
        rest = rest.dropFirst()
        return Int64(first - 0x30)
    }
}
