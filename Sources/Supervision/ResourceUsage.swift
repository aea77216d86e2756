import Kernel

/// What a child used in its life, with those of its own children that it waited for.
public struct ResourceUsage: Hashable, Sendable {
    /// Processor time in the program.
    public var userTime: Duration
    /// Processor time in the kernel for it.
    public var systemTime: Duration
    /// The most memory that was resident at once, in bytes.
    public var peakResidentBytes: Int64

    /// Creates a usage.
    public init(userTime: Duration, systemTime: Duration, peakResidentBytes: Int64) {
        self.userTime = userTime
        self.systemTime = systemTime
        self.peakResidentBytes = peakResidentBytes
    }

    /// Takes the usage out of what the kernel told.
    init(_ end: wak_child_end) {
        self.init(
            userTime: .microseconds(end.user_microseconds),
            systemTime: .microseconds(end.system_microseconds),
            peakResidentBytes: end.peak_resident_kilobytes.multipliedReportingOverflow(by: 1024).partialValue
        )
    }
}
