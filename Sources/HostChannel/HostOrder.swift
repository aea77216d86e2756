/// What the bootstrapper can order a resident host to do.
public enum HostOrder: Hashable, Sendable {
    /// OnStart, and then Run.
    case start(RoleData)
    /// A StatusCheck; the answer has the same number.
    case statusCheck(UInt32)
    /// Changing; answered with the same number.
    ///
    /// The data is that after the change. One change at a time: the next one may come when `changed` was answered, or
    /// this one has been given up.
    case changing(UInt32, RoleData, [HostChange])
    /// Changed: the change of this number is made. Answered with the same number.
    case changed(UInt32)
    /// Stopping and OnStop, and the end of the process; only once the instance has left rotation.
    case stopping

    /// The messages that say so.
    ///
    /// - Throws: the reason, when there is too much to say.
    func messages() throws(HostChannelFailure) -> [[UInt8]] {
        switch self {
        case .start(let data): Self.pieces(try data.records()) + [HostWire.message(.start)]
        case .statusCheck(let id): [HostWire.message(.statusCheck, id: id)]
        case .changing(let id, let data, let changes):
            Self.pieces(try data.records(changes)) + [HostWire.message(.changing, id: id)]
        case .changed(let id): [HostWire.message(.changed, id: id)]
        case .stopping: [HostWire.message(.stopping)]
        }
    }

    private static func pieces(_ records: [UInt8]) -> [[UInt8]] {
        stride(from: 0, to: records.count, by: HostWire.mostBody).map { start in
            HostWire.message(.data, records[start..<min(start + HostWire.mostBody, records.count)])
        }
    }
}
