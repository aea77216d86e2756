/// A day of the calendar.
struct CalendarDate {
    /// From 1.
    var year: Int64
    /// From 1 to 12.
    var month: Int64
    /// From 1.
    var day: Int64

    /// How many days its month has.
    var daysOfMonth: Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
