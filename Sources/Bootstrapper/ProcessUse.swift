import Glibc
import Metrics

/// What a living process has used, as `/proc` tells it.
struct ProcessUse {
    /// Processor time and resident memory.
    let sample: ProcessSample
    /// The most memory that it had resident, in bytes.
    let peakResidentBytes: Int64

    /// Reads it; nil when the process has gone.
    init?(_ pid: Int32) {
        guard let stat = Self.text("/proc/\(pid)/stat") else { return nil }
        let read = ProcessSample(
            stat: stat,
            ticksPerSecond: Int64(sysconf(Int32(_SC_CLK_TCK))),
            pageSize: Int64(sysconf(Int32(_SC_PAGESIZE)))
        )
        guard let read else { return nil }
        sample = read
        peakResidentBytes = max(Self.peak(Self.text("/proc/\(pid)/status") ?? "") ?? 0, read.residentBytes)
    }

    /// `VmHWM:      1580 kB`.
    private static func peak(_ status: String) -> Int64? {
        let line = status.utf8.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: "VmHWM:".utf8) }
        guard let digits = line?.dropFirst(6).filter({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self))?.multipliedReportingOverflow(by: 1_024).partialValue
    }

    private static func text(_ path: String) -> String? {
        guard case .success(let bytes) = FileContent.read(path, limit: 8_192, cutsLonger: true) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
