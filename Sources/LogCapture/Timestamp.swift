import Glibc

/// A moment in UTC: nanoseconds since 1970.
///
/// Own calendar arithmetic, because formatters bring in a locale.
struct Timestamp: Sendable, Hashable {
    var nanoseconds: Int64

    /// This moment.
    static var now: Timestamp { Timestamp(nanoseconds: read(CLOCK_REALTIME)) }

    /// A clock that never jumps, for intervals.
    static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

    /// Appends `2026-11-21T14:36:54.123456Z`.
    func appendISO(to buffer: ByteBuffer) {
        let fields = CalendarFields(self)
        buffer.append(fields.year, digits: 4)
        buffer.append("-")
        buffer.append(fields.month, digits: 2)
        buffer.append("-")
        buffer.append(fields.day, digits: 2)
        buffer.append("T")
        fields.appendTime(to: buffer)
        buffer.append(".")
        buffer.append(fields.nanosecond / 1_000, digits: 6)
        buffer.append("Z")
    }

    /// Appends `2026/11/21, 14:36:54.123`.
    func appendAzure(to buffer: ByteBuffer) {
        let fields = CalendarFields(self)
        buffer.append(fields.year, digits: 4)
        buffer.append("/")
        buffer.append(fields.month, digits: 2)
        buffer.append("/")
        buffer.append(fields.day, digits: 2)
        buffer.append(", ")
        fields.appendTime(to: buffer)
        buffer.append(".")
        buffer.append(fields.nanosecond / 1_000_000, digits: 3)
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
