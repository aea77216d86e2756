import Glibc

/// A record of the bootstrapper's own as one JSON object on a line.
enum JSONRecord {
    static func append(_ record: LogRecord, source: String, to buffer: ByteBuffer) {
        buffer.append("{\"time\":\"")
        record.time.appendISO(to: buffer)
        buffer.append("\",\"level\":\"")
        buffer.append(string: record.level.name)
        buffer.append("\",\"source\":")
        JSONText.append(source, to: buffer)
        buffer.append(",\"pid\":")
        buffer.append(Int(getpid()), digits: 1)
        buffer.append(",\"tid\":")
        buffer.append(Int(record.thread), digits: 1)
        buffer.append(",\"text\":")
        JSONText.append(record.text, to: buffer)
        for field in record.fields { JSONText.append(field, to: buffer) }
        buffer.append("}\n")
    }
}
