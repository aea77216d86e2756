import Glibc
import RuntimeProtocol

extension RuntimeInstant {
    /// Returns the moment that the system's clock shows.
    public static func fromSystemClock() -> RuntimeInstant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return RuntimeInstant(secondsSinceEpoch: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }
}
