/// The wall clock as a person reads it.
enum WallClockText {
    /// Returns the time in UTC: "2026-11-21 17:48:39 UTC".
    static func text(_ milliseconds: Int64) -> String {
        // Beyond the year 9999 nobody reads it.
        let seconds = min(max(milliseconds / 1_000, 0), 253_402_300_799)
        let (year, month, day) = date(seconds / 86_400)
        let time = seconds % 86_400
        return "\(year)-\(two(month))-\(two(day)) \(two(time / 3_600)):\(two(time / 60 % 60)):\(two(time % 60)) UTC"
    }

    /// Returns the date of a day since 1970, by the calendar that repeats every 400 years (146,097 days).
    private static func date(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // Years begin in March here, so that the odd day is a year's last.
        let shifted = day + 719_468
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * ofYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
