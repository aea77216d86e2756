import XMLText

extension StatusLeaseReport {
    /// Reads one document, of any client.
    ///
    /// - Throws: why it is none.
    public init(xml: [UInt8]) throws(RuntimeProtocolFault) {
        let root = try XMLElement.root("CurrentState", of: xml, limits: .currentState)
        guard let lease = root.child("StatusLease") else {
            throw .currentState("it has no StatusLease")
        }
        guard let clientID = lease.value("ClientId"), !clientID.isEmpty else {
            throw .currentState("its StatusLease has no ClientId")
        }
        guard clientID.utf8.count <= Self.longestClientID else {
            throw .currentState("its ClientId has more than \(Self.longestClientID) bytes")
        }
        if let acquire = lease.child("Acquire") {
            self.init(clientID: clientID, change: .acquire(try StatusLease(reading: acquire)))
        } else if lease.child("Release") != nil {
            self.init(clientID: clientID, change: .release)
        } else {
            throw .currentState("its StatusLease has neither Acquire nor Release")
        }
    }
}

extension StatusLease {
    fileprivate init(reading acquire: XMLElement) throws(RuntimeProtocolFault) {
        let number = acquire.child("Incarnation")?.text ?? ""
        guard let incarnation = UInt64(number) else {
            throw .currentState("its Incarnation is '\(number.quotable)', which is no number")
        }
        let word = acquire.child("Status")?.text ?? ""
        guard let status = ReportedStatus(rawValue: word) else {
            throw .currentState("its Status is '\(word.quotable)', not Started, Busy, Recycle or Stopped")
        }
        let end = acquire.child("Expiration")?.text ?? ""
        guard let expiration = RuntimeInstant(end) else {
            throw .currentState("its Expiration is '\(end.quotable)', not as 2026-01-01T00:00:00.000Z")
        }
        let detail = acquire.child("StatusDetail")?.text
        self.init(incarnation: incarnation, status: status, detail: detail, expiration: expiration)
    }
}

extension XMLReader.Limits {
    /// A report is small and flat.
    fileprivate static var currentState: XMLReader.Limits {
        var limits = XMLReader.Limits()
        limits.bytes = StatusLeaseReport.mostBytes
        limits.depth = 8
        limits.attributes = 16
        limits.elements = 64
        return limits
    }
}

extension RuntimeProtocolFault {
    fileprivate static func currentState(_ why: String) -> RuntimeProtocolFault {
        RuntimeProtocolFault("cannot read the CurrentState document: \(why)")
    }
}
