/// A moment taken apart by the Gregorian calendar, in UTC.
struct CalendarFields: Hashable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var nanosecond: Int

    init(_ moment: Timestamp) {
        let total = Int(moment.nanoseconds)
        let (seconds, fraction) = Self.divide(total, by: 1_000_000_000)
        let (days, rest) = Self.divide(seconds, by: 86_400)
        nanosecond = fraction
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
        // Years begin in March here, so that the leap day is a year's last (Hinnant, "chrono-compatible low-level dates").
        let (era, dayOfEra) = Self.divide(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Appends `14:36:54`.
    func appendTime(to buffer: ByteBuffer) {
        buffer.append(hour, digits: 2)
        buffer.append(":")
        buffer.append(minute, digits: 2)
        buffer.append(":")
        buffer.append(second, digits: 2)
    }

    /// Returns quotient and remainder, the remainder never negative.
    private static func divide(_ value: Int, by divisor: Int) -> (Int, Int) {
        let remainder = value % divisor
        return remainder < 0 ? (value / divisor - 1, remainder + divisor) : (value / divisor, remainder)
    }
}
