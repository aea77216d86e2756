import Glibc
import Kernel

/// WaHostBootstrapper.log: the bootstrapper's own records.
final class BootstrapperLog {
    private let configuration: LogFileConfiguration
    private let ownName: String
    private let file: RotatingFile
    private let scratch = ByteBuffer()

    init(_ configuration: LogFileConfiguration, ownName: String, ledger: FaultLedger) {
        self.configuration = configuration
        self.ownName = ownName
        file = RotatingFile(
            path: configuration.path,
            maximumCount: configuration.maximumCount,
            maximumSize: { configuration.maximumSize },
            beginsNew: true,
            ledger: ledger,
            marker: { lost in
                let buffer = ByteBuffer()
                Self.append(.own(.error, lost.summary, to: .log), configuration, ownName: ownName, to: buffer)
                return buffer.array
            }
        )
    }

    /// Collects a record; `flush()` writes it.
    func append(_ record: LogRecord) {
        guard record.level >= configuration.level else { return }
        Self.append(record, configuration, ownName: ownName, to: scratch)
        if scratch.count > 65_536 { flush() }
    }

    func flush() {
        file.append(scratch.bytes)
        scratch.removeAll()
    }

    func close() {
        flush()
        file.close()
    }

    /// Writes one record past everything, for the time after the capture thread's end.
    static func appendDirectly(_ record: LogRecord, _ configuration: LogFileConfiguration, ownName: String) {
        guard record.level >= configuration.level else { return }
        let descriptor = open(configuration.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        let buffer = ByteBuffer()
        append(record, configuration, ownName: ownName, to: buffer)
        _ = wak_write(descriptor, buffer.bytes.baseAddress, buffer.count)
    }

    private static func append(
        _ record: LogRecord,
        _ configuration: LogFileConfiguration,
        ownName: String,
        to buffer: ByteBuffer
    ) {
        switch configuration.format {
        case .azure: AzureRecord.append(record, to: buffer)
        case .json: JSONRecord.append(record, source: ownName, to: buffer)
        }
    }
}
