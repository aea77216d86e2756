/// What a process uses now, read from what the kernel writes in `/proc/PID/stat`.
public struct ProcessSample: Hashable, Sendable {
    /// Processor time in the program, with that of children it has waited for.
    public var userTime: Duration
    /// Processor time in the kernel, likewise.
    public var systemTime: Duration
    /// Memory that is resident now, in bytes.
    public var residentBytes: Int64

    /// Reads the line; nil when it is none.
    ///
    /// - Parameters:
    ///   - stat: the file's content.
    ///   - ticksPerSecond: `sysconf(_SC_CLK_TCK)`.
    ///   - pageSize: `sysconf(_SC_PAGESIZE)`.
    public init?(stat: String, ticksPerSecond: Int64 = 100, pageSize: Int64 = 4_096) {
        // The program's name stands in parentheses, and may hold anything, even those.
        guard ticksPerSecond > 0, let end = stat.utf8.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = stat.utf8[end...].dropFirst().split(separator: UInt8(ascii: " "))
        func number(_ place: Int) -> Int64? {
            // The field behind the name is the third.
            guard fields.indices.contains(place - 3) else { return nil }
            return Int64(String(decoding: fields[place - 3], as: UTF8.self)).map { max($0, 0) }
        }
        guard let user = number(14), let system = number(15), let pages = number(24) else { return nil }
        let userOfChildren = number(16) ?? 0
        let systemOfChildren = number(17) ?? 0
        userTime = Self.time(user.addingReportingOverflow(userOfChildren).partialValue, ticksPerSecond)
        systemTime = Self.time(system.addingReportingOverflow(systemOfChildren).partialValue, ticksPerSecond)
        residentBytes = pages.multipliedReportingOverflow(by: max(pageSize, 0)).partialValue
    }

    private static func time(_ ticks: Int64, _ perSecond: Int64) -> Duration {
        .seconds(ticks / perSecond) + .microseconds(ticks % perSecond * 1_000_000 / perSecond)
    }
}
