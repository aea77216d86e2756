/// The numbers of the host channel (`docs/reference/host-channel.md`).
///
/// The host has its own list in C, `HostWire.h`; a test compares the two.
enum HostWire {
    /// The versions that this bootstrapper speaks.
    static let versions: ClosedRange<UInt16> = 1...1
    /// The largest message, its header included.
    static let mostBytes = 65_536
    /// Type, zero, and the number of the question.
    static let headerSize = 8
    /// The largest body.
    static let mostBody = mostBytes - headerSize
    /// All pieces of role data together.
    static let mostData = 4_194_304
    /// The first bytes of a hello's body: `WaHC`.
    static let magic: [UInt8] = [0x57, 0x61, 0x48, 0x43]
    /// The magic, the lowest and the highest version; the sender's name follows.
    static let helloSize = 8

    /// The types of messages: orders go to the host, news come from it, a hello goes both ways.
    enum Message: UInt16 {
        case hello = 1
        case data = 2
        case start = 3
        case statusCheck = 4
        case changing = 5
        case changed = 6
        case stopping = 7
        case starting = 33
        case ready = 34
        case onStartFailed = 35
        case status = 36
        case changingAnswered = 37
        case changedDone = 38
        case runReturned = 39
        case stopped = 40
        case recycleRequested = 41
        case log = 42
        case fault = 43
    }

    /// The kinds of records in role data.
    enum Record: UInt8 {
        case instanceID = 1
        case roleName = 2
        case deploymentID = 3
        case setting = 4
        case localResource = 5
        case endpoint = 6
        case changedSetting = 16
        case changedTopology = 17
    }

    /// Returns the lowest bytes of a number, the least one first.
    static func bytes(of number: UInt32, count: Int) -> [UInt8] {
        (0..<UInt32(count)).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// Returns a message.
    static func message(_ type: Message, id: UInt32 = 0, _ body: some Collection<UInt8> = []) -> [UInt8] {
        bytes(of: UInt32(type.rawValue), count: 4) + bytes(of: id, count: 4) + body
    }

    /// Our hello.
    static var hello: [UInt8] {
        let lowest = bytes(of: UInt32(versions.lowerBound), count: 2)
        let highest = bytes(of: UInt32(versions.upperBound), count: 2)
        return message(.hello, magic + lowest + highest + "wahostbootstrapper".utf8)
    }
}
