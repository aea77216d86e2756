/// `OnlyAllowTrafficTo`: who may talk to internal endpoints.
public struct NetworkTrafficRule: Hashable, Sendable {
    /// An endpoint of a role.
    public struct Destination: Hashable, Sendable {
        /// `@roleName`.
        public var roleName: String
        /// `@endpointName`.
        public var endpointName: String

        /// Creates a destination.
        public init(roleName: String, endpointName: String) {
            self.roleName = roleName
            self.endpointName = endpointName
        }
    }

    /// `Destinations/RoleEndpoint`.
    public var destinations: [Destination]
    /// `WhenSource/FromRole/@roleName`; nil for `AllowAllTraffic`.
    public var sources: [String]?
    /// Where the element stands.
    public var location: FileLocation

    /// Creates a rule.
    public init(destinations: [Destination], sources: [String]?, location: FileLocation) {
        self.destinations = destinations
        self.sources = sources
        self.location = location
    }
}

extension NetworkTrafficRule {
    private enum Match: String, CaseIterable {
        case anyRule = "AnyRule"
    }

    /// Reads an `OnlyAllowTrafficTo`.
    init(reading scope: Scope) {
        let destinations = scope.items("Destinations", "RoleEndpoint").compactMap { element -> Destination? in
            let role = element.required("roleName")
            let endpoint = element.required("endpointName")
            guard let role, let endpoint else { return nil }
            return Destination(roleName: role, endpointName: endpoint)
        }
        let source = scope.child("WhenSource")
        _ = source?.choice("matches", default: Match.anyRule)
        self.init(
            destinations: destinations,
            sources: source?.children("FromRole").compactMap { $0.required("roleName") },
            location: scope.location
        )
    }
}
