import Kernel

/// Something the bootstrapper itself has to say, with the moment and the thread that said it.
struct LogRecord: Sendable {
    var level: LogLevel
    var text: String
    var fields: [LogField]
    var destinations: RecordDestinations
    var time = Timestamp.now
    var thread = wak_gettid()

    /// The record about something that happened to the capture itself.
    static func own(_ level: LogLevel, _ text: String, to destinations: RecordDestinations) -> LogRecord {
        LogRecord(level: level, text: text, fields: [], destinations: destinations)
    }
}
