extension RuntimeInstant: CustomStringConvertible {
    /// The moment as Node's, Java's and Ruby's clients write it: three decimals and `Z`.
    public var description: String { written() }

    /// Reads an xs:dateTime: any decimals (what is finer than 100 ns is cut off), `Z`, an offset, or no zone, which is UTC.
    ///
    /// Years beyond 9999 are "for ever". Nil when it is not a moment.
    public init?(_ text: String) {
        var scanner = DateScanner(text.trimmed)
        guard let date = scanner.date(), scanner.take("T"), let time = scanner.time(), let offset = scanner.zone(),
            scanner.isAtEnd
        else { return nil }
        guard date.year <= 9_999 else {
            self = .forever
            return
        }
        let seconds = Self.days(before: date) * 86_400 + time.seconds - offset
        self.init(ticks: seconds * Self.ticksPerSecond + time.ticks)
    }

    /// Returns the moment as an xs:dateTime.
    ///
    /// - Parameters:
    ///   - decimals: of the second, from 0 to 7; what is finer is cut off.
    ///   - zone: what stands behind it.
    /// - Returns: the text, in UTC.
    public func written(decimals: Int = 3, zone: String = "Z") -> String {
        let seconds = secondsSinceEpoch
        var day = seconds / 86_400
        var second = seconds % 86_400
        if second < 0 {
            second += 86_400
            day -= 1
        }
        let date = Self.date(ofDay: day)
        var text = "\(date.year.padded(4))-\(date.month.padded(2))-\(date.day.padded(2))T"
        text += "\((second / 3_600).padded(2)):\((second / 60 % 60).padded(2)):\((second % 60).padded(2))"
        if decimals > 0 {
            text += ".\((ticks - seconds * Self.ticksPerSecond).padded(7).prefix(min(decimals, 7)))"
        }
        return text + zone
    }

    /// Returns the number of days from 1970-01-01 to a date (proleptic Gregorian calendar; a year begins in March here).
    private static func days(before date: CalendarDate) -> Int64 {
        let year = date.month <= 2 ? date.year - 1 : date.year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Returns the date of a day, counted from 1970-01-01; the other way round.
    private static func date(ofDay day: Int64) -> CalendarDate {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        return CalendarDate(
            year: yearOfEra + era * 400 + (month < 10 ? 0 : 1),
            month: month < 10 ? month + 3 : month - 9,
            day: dayOfYear - (153 * month + 2) / 5 + 1
        )
    }
}

extension Int64 {
    /// The number with zeros in front.
    fileprivate func padded(_ width: Int) -> String {
        var text = String(self)
        while text.utf8.count < width { text = "0" + text }
        return text
    }
}
