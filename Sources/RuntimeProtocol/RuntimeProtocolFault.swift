import XMLText

/// Why something that came over the runtime endpoint is not understood.
///
/// The protocol has no error message, so this is never sent: it is for the log of whoever read it.
public struct RuntimeProtocolFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can not be done and why, beginning with "cannot".
    public var description: String

    /// Creates a fault.
    public init(_ description: String) {
        self.description = description
    }

    /// Creates the fault of a document that is no XML.
    init(reading document: String, _ error: XMLError) {
        let place = "line \(error.location.line), column \(error.location.column)"
        description = "cannot read the \(document) document: \(place): \(error.what)"
    }
}
