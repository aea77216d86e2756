/// Reads what a host says, message by message.
struct NewsReader {
    /// Why the channel is of no use any more.
    struct Garbage: Error, Hashable {
        let reason: String
    }

    private var hasGreeted = false

    /// Reads one message; nil when it is to be passed over.
    ///
    /// - Throws: the reason, when it makes no sense.
    mutating func read(_ bytes: some RandomAccessCollection<UInt8>) throws(Garbage) -> HostNews? {
        guard bytes.count >= HostWire.headerSize else { throw Garbage(reason: "a message has no header") }
        guard bytes.count <= HostWire.mostBytes else {
            throw Garbage(reason: "a message is longer than \(HostWire.mostBytes) bytes")
        }
        let type = HostWire.Message(rawValue: UInt16(truncatingIfNeeded: Self.number(bytes.prefix(2))))
        let id = Self.number(bytes.dropFirst(4).prefix(4))
        let body = bytes.dropFirst(HostWire.headerSize)
        guard hasGreeted else {
            guard type == .hello else { throw Garbage(reason: "its first message is no hello") }
            hasGreeted = true
            return try Self.hello(body)
        }
        // What later versions add is passed over.
        return try type.flatMap { (known) throws(Garbage) in try Self.news(known, id, body) }
    }

    private static func hello(_ body: some RandomAccessCollection<UInt8>) throws(Garbage) -> HostNews {
        guard body.count >= HostWire.helloSize, body.prefix(4).elementsEqual(HostWire.magic) else {
            throw Garbage(reason: "its hello is none")
        }
        let lowest = number(body.dropFirst(4).prefix(2))
        let highest = min(number(body.dropFirst(6).prefix(2)), UInt32(HostWire.versions.upperBound))
        guard highest >= lowest, highest >= HostWire.versions.lowerBound else {
            throw Garbage(
                reason: "it speaks none of the versions \(HostWire.versions.lowerBound) to "
                    + "\(HostWire.versions.upperBound): install host and bootstrapper from one release"
            )
        }
        return .hello(version: Int(highest), name: text(body.dropFirst(HostWire.helloSize).prefix(256)))
    }

    private static func news(
        _ type: HostWire.Message,
        _ id: UInt32,
        _ body: some RandomAccessCollection<UInt8>
    ) throws(Garbage) -> HostNews? {
        switch type {
        case .starting: return .starting
        case .ready: return .ready
        case .onStartFailed: return .onStartFailed(text(body))
        case .status: return .status(id, isBusy: try flag(body))
        case .changingAnswered: return .changing(id, isAccepted: try !flag(body))
        case .changedDone: return .changed(id)
        case .runReturned: return .runReturned
        case .stopped: return .stopped
        case .recycleRequested: return .recycleRequested
        case .log:
            guard let level = body.first else { throw Garbage(reason: "a line of the log has no level") }
            return .log(HostNews.Level(rawValue: Int(level)) ?? .information, text(body.dropFirst()))
        case .fault: return .fault(text(body))
        case .hello, .data, .start, .statusCheck, .changing, .changed, .stopping:
            throw Garbage(reason: "it sends what only the bootstrapper may send")
        }
    }

    private static func flag(_ body: some RandomAccessCollection<UInt8>) throws(Garbage) -> Bool {
        guard let first = body.first, body.count == 1, first <= 1 else {
            throw Garbage(reason: "an answer is neither 0 nor 1")
        }
        return first == 1
    }

    private static func number(_ bytes: some RandomAccessCollection<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func text(_ bytes: some RandomAccessCollection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}
