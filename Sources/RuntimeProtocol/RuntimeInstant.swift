/// A moment as the protocol's xs:dateTime has it: from year 1 to 9999, in steps of 100 nanoseconds, UTC.
public struct RuntimeInstant: Hashable, Sendable {
    /// Steps of 100 nanoseconds since 1970-01-01T00:00:00Z; negative before that.
    public let ticks: Int64

    /// How many ticks a second has.
    public static let ticksPerSecond: Int64 = 10_000_000

    /// 0001-01-01T00:00:00Z.
    public static let earliest = RuntimeInstant(ticks: -62_135_596_800 * ticksPerSecond)
    /// 9999-12-31T23:59:59.9999999Z: no deadline, no expiry.
    public static let forever = RuntimeInstant(unchecked: 253_402_300_799 * ticksPerSecond + 9_999_999)
    /// What PHP's client writes for "for ever": the last second that 32 bits can count.
    private static let phpForever: Int64 = 2_147_483_647 * ticksPerSecond

    /// Creates a moment; one beyond the years that can be written becomes the nearest that can.
    public init(ticks: Int64) {
        let first = -62_135_596_800 * Self.ticksPerSecond
        let last = 253_402_300_799 * Self.ticksPerSecond + 9_999_999
        self.init(unchecked: min(max(ticks, first), last))
    }

    /// Creates a moment out of what a clock says (`clock_gettime`).
    public init(secondsSinceEpoch: Int64, nanoseconds: Int64 = 0) {
        let (seconds, overflow) = secondsSinceEpoch.multipliedReportingOverflow(by: Self.ticksPerSecond)
        guard !overflow else {
            self = secondsSinceEpoch < 0 ? .earliest : .forever
            return
        }
        let (ticks, tooFar) = seconds.addingReportingOverflow(nanoseconds / 100)
        self.init(ticks: tooFar ? (seconds < 0 ? .min : .max) : ticks)
    }

    private init(unchecked ticks: Int64) {
        self.ticks = ticks
    }

    /// Whether it stands for "for ever" in one of the clients: the last second of 9999, or PHP's 2038-01-19T03:14:07Z.
    public var isForever: Bool {
        ticks >= 253_402_300_799 * Self.ticksPerSecond || ticks == Self.phpForever
    }

    /// The whole seconds since 1970, rounded down.
    public var secondsSinceEpoch: Int64 {
        let (quotient, remainder) = ticks.quotientAndRemainder(dividingBy: Self.ticksPerSecond)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The part of a second after `secondsSinceEpoch`.
    public var nanoseconds: Int64 { (ticks - secondsSinceEpoch * Self.ticksPerSecond) * 100 }

    /// Returns the moment after this one by a duration, or before it; at most the last that can be written.
    public func advanced(by duration: Duration) -> RuntimeInstant {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: Self.ticksPerSecond)
        guard !overflow else { return seconds < 0 ? .earliest : .forever }
        let (ticks, tooFar) = ticks.addingReportingOverflow(whole)
        guard !tooFar else { return seconds < 0 ? .earliest : .forever }
        return RuntimeInstant(ticks: RuntimeInstant(ticks: ticks).ticks + attoseconds / 100_000_000_000)
    }

    /// Returns how long it is from here to another moment; negative when that is before.
    public func duration(to other: RuntimeInstant) -> Duration {
        let ticks = other.ticks - ticks
        let (seconds, rest) = ticks.quotientAndRemainder(dividingBy: Self.ticksPerSecond)
        return Duration(secondsComponent: seconds, attosecondsComponent: rest * 100_000_000_000)
    }
}

extension RuntimeInstant: Comparable {
    /// Returns whether the first is before the second.
    public static func < (first: RuntimeInstant, second: RuntimeInstant) -> Bool { first.ticks < second.ticks }
}
