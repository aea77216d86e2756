import XMLText

/// What a client writes to the current-state endpoint, one document for each connection (§3).
public struct StatusLeaseReport: Hashable, Sendable {
    /// What becomes of the client's lease.
    public enum Change: Hashable, Sendable {
        /// It is taken, or taken anew.
        case acquire(StatusLease)
        /// It is given back.
        case release
    }

    /// How many bytes a document may have; those of the known clients have less than 500.
    public static let mostBytes = 16_384
    /// How many bytes a client's name may have; those of the known clients have 13 or 36.
    public static let longestClientID = 256

    /// `StatusLease/@ClientId`, whatever its form.
    public var clientID: String
    /// `Acquire` or `Release`.
    public var change: Change

    /// Creates a report.
    public init(clientID: String, change: Change) {
        self.clientID = clientID
        self.change = change
    }

    /// Returns the document as Node's client writes it, in ASCII and without a line break.
    public func xml() -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>"
        text += "<CurrentState><StatusLease ClientId=\"\(clientID.escaped)\">"
        switch change {
        case .release: text += "<Release/>"
        case .acquire(let lease): text += lease.element
        }
        return Array((text + "</StatusLease></CurrentState>").utf8)
    }
}

extension StatusLease {
    fileprivate var element: String {
        var text = "<Acquire><Incarnation>\(incarnation)</Incarnation><Status>\(status.rawValue)</Status>"
        if let detail { text += "<StatusDetail>\(detail.escaped)</StatusDetail>" }
        return text + "<Expiration>\(expiration.written(decimals: 3))</Expiration></Acquire>"
    }
}
