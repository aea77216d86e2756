/// What the processes of an entry used.
public struct TimelineUsage: Hashable, Sendable {
    /// Processor time in the program, in microseconds.
    public var userMicroseconds: Int64
    /// Processor time in the kernel for it, in microseconds.
    public var systemMicroseconds: Int64
    /// The most memory that was resident at once, in units of 1,024 bytes.
    public var peakResidentKilobytes: Int64

    /// Creates a usage.
    public init(userMicroseconds: Int64, systemMicroseconds: Int64, peakResidentKilobytes: Int64) {
        self.userMicroseconds = userMicroseconds
        self.systemMicroseconds = systemMicroseconds
        self.peakResidentKilobytes = peakResidentKilobytes
    }

    /// Processor time in all, in microseconds.
    public var processorMicroseconds: Int64 {
        userMicroseconds.addingReportingOverflow(systemMicroseconds).partialValue
    }

    /// Adds what another process used: times add up, of the memory the larger counts.
    mutating func add(_ other: TimelineUsage) {
        userMicroseconds &+= other.userMicroseconds
        systemMicroseconds &+= other.systemMicroseconds
        peakResidentKilobytes = max(peakResidentKilobytes, other.peakResidentKilobytes)
    }
}
