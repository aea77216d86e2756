/// `LoadBalancerProbe`: how the load balancer asks whether an instance is to be in rotation.
public struct LoadBalancerProbe: Hashable, Sendable {
    /// How it asks.
    public enum Method: Hashable, Sendable {
        /// GET of a path answers 200.
        case http(path: String)
        /// A connection is accepted.
        case tcp
    }

    /// `@name`.
    public var name: String
    /// `@protocol` and `@path`.
    public var method: Method
    /// `@port`; nil: the endpoint's.
    public var port: UInt16?
    /// `@intervalInSeconds`.
    public var interval: Duration
    /// `@timeoutInSeconds`.
    public var timeout: Duration
    /// Where the element stands.
    public var location: FileLocation

    /// Creates a probe with the default times.
    public init(name: String, method: Method, location: FileLocation) {
        self.name = name
        self.method = method
        self.location = location
        interval = .seconds(15)
        timeout = .seconds(31)
    }
}

extension LoadBalancerProbe {
    private enum ProtocolName: String, CaseIterable {
        case http, tcp
    }

    /// Reads a `LoadBalancerProbe`.
    init?(reading scope: Scope) {
        let name = scope.required("name")
        let isWritten = scope.required("protocol") != nil
        let isHTTP = scope.choice("protocol", default: ProtocolName.http) == .http
        let path = scope.attribute("path")
        if isHTTP, isWritten, path?.value.isBlank ?? true {
            scope.faults.error(.badProbePath(isMissing: true, at: scope.location))
        } else if !isHTTP, let path {
            scope.faults.error(.badProbePath(isMissing: false, at: scope.place(path.location)))
        }
        let port = scope.port("port")
        let interval = scope.number("intervalInSeconds", in: 5...Int(Int32.max)) ?? 15
        let timeout = scope.number("timeoutInSeconds", in: 11...Int(Int32.max)) ?? 31
        guard let name else { return nil }
        self.init(name: name, method: isHTTP ? .http(path: path?.value ?? "/") : .tcp, location: scope.location)
        self.port = port
        self.interval = .seconds(interval)
        self.timeout = .seconds(timeout)
    }
}
