import Glibc

/// A record in the form of Azure's WaHostBootstrapper.log; each line of its text is a line of the log.
enum AzureRecord {
    private static let process = Int(getpid())

    static func append(_ record: LogRecord, to buffer: ByteBuffer) {
        PrintableText.forEachLine(of: record.text) { line in
            buffer.append("[")
            buffer.append(process, digits: 8)
            buffer.append(":")
            buffer.append(Int(record.thread), digits: 8)
            buffer.append(", ")
            record.time.appendAzure(to: buffer)
            buffer.append(", ")
            buffer.append(record.level.azureTag)
            buffer.append("] ")
            buffer.append(line)
            buffer.append("\n")
        }
    }
}
