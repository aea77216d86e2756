import Glibc

/// A record in the form of Azure's WaHostBootstrapper.log; each line of its text is a line of the log.
enum AzureRecord {
    static func append(_ record: LogRecord, to buffer: ByteBuffer) {
        for line in record.text.split(separator: "\n", omittingEmptySubsequences: false) {
            buffer.append("[")
            buffer.append(Int(getpid()), digits: 8)
            buffer.append(":")
            buffer.append(Int(record.thread), digits: 8)
            buffer.append(", ")
            record.time.appendAzure(to: buffer)
            buffer.append(", ")
            buffer.append(record.level.azureTag)
            buffer.append("] ")
            buffer.append(string: PrintableText.of(line))
            buffer.append("\n")
        }
    }
}
