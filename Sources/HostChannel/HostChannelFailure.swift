import Kernel

/// Why a channel can not be made, or an order not be given.
public enum HostChannelFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The system made no pair of sockets; its error number.
    case noSockets(Int32)
    /// There is more role data than a host takes, 4 MiB, at this entry.
    case tooMuchData(String)

    /// The failure as a person reads it.
    public var description: String {
        switch self {
        case .noSockets(let error): "cannot make the channel to the host: \(String(cString: wak_error_text(error)))"
        case .tooMuchData(let name):
            "cannot tell the host about '\(name.prefix(64))': all settings, resources and endpoints together may have "
                + "\(HostWire.mostData) bytes, and a name 65535"
        }
    }
}
