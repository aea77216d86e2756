/// Says once that files can not be written, however many there are, and once how much was lost (behaviour F4).
final class FaultLedger {
    /// A disk that fills again at once is not reported again at once.
    private static let quietTime: Int64 = 60_000_000_000

    private let status: CaptureStatus
    private var faulty: Set<ObjectIdentifier> = []
    private var announced = false
    private var quietUntil = Int64.min
    private var lost = LostOutput(problem: 0, retryAt: 0)
    private var pending: [LogRecord] = []

    init(_ status: CaptureStatus) {
        self.status = status
    }

    /// Notes that a file can not be written.
    func failed(_ file: RotatingFile, _ problem: Int32) {
        faulty.insert(ObjectIdentifier(file))
        guard !announced, Timestamp.monotonic >= quietUntil else { return }
        announced = true
        quietUntil = Timestamp.monotonic &+ Self.quietTime
        let text =
            "cannot write '\(file.path)': \(ErrorText.of(problem)); the role goes on, what can not be written is "
            + "counted, and writing is tried again; make room or make the folder writable"
        pending.append(.own(.error, text, to: .all))
    }

    /// Notes that so much more is lost.
    func lose(lines: Int, bytes: Int, _ problem: Int32) {
        lost.lines += lines
        lost.bytes += bytes
        lost.problem = problem
        status.count {
            $0.linesLostByFiles += lines
            $0.bytesLostByFiles += bytes
        }
    }

    /// Notes that a file is written again, or is not needed any more.
    func settled(_ file: RotatingFile, isWritten: Bool) {
        guard faulty.remove(ObjectIdentifier(file)) != nil, faulty.isEmpty, announced else { return }
        announced = false
        let opening = isWritten ? "writing files again" : "cannot write what was left of the output of children"
        pending.append(.own(.warning, "\(opening); \(lost.summary)", to: .all))
        lost = LostOutput(problem: 0, retryAt: 0)
    }

    /// Takes what there is to say.
    func takeRecords() -> [LogRecord] {
        defer { pending = [] }
        return pending
    }
}
