import XMLText

/// `ServiceDefinition.rd`, only as far as it tells which host each role has (FORMATS §9).
public struct ServiceModel: Hashable, Sendable {
    /// `role` of the model.
    public struct RoleComponent: Hashable, Sendable {
        /// `@name`.
        public var name: String
        /// `@entryPoint`: the bootstrapper.
        public var entryPoint: String?
        /// `@parameters`, as written: the bootstrapper's command line.
        public var parameters: String
        /// `@hostingEnvironment`.
        public var hostingEnvironment: String?

        /// Creates a component.
        public init(name: String, entryPoint: String?, parameters: String, hostingEnvironment: String?) {
            self.name = name
            self.entryPoint = entryPoint
            self.parameters = parameters
            self.hostingEnvironment = hostingEnvironment
        }

        /// The host that the parameters name; nil when they name none.
        public var host: HostKind? { HostKind(command: parameters) }
    }

    /// `@name`, of the service.
    public var name: String
    /// The roles, in file order.
    public var roles: [RoleComponent]

    /// Creates a model.
    public init(name: String, roles: [RoleComponent]) {
        self.name = name
        self.roles = roles
    }

    /// Reads a `.rd`.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: the file as it is shown.
    /// - Returns: the model, or nil and why; and every warning.
    public static func read(_ bytes: [UInt8], file: String) -> Reading<ServiceModel> {
        Reading(bytes, file: file, grammar: .serviceModel) { scope in
            ServiceModel(name: scope.text("name") ?? "", roles: components(in: scope))
        }
    }

    private static func components(in scope: Scope) -> [RoleComponent] {
        scope.children.flatMap { child -> [RoleComponent] in
            guard child.name == "role" else { return components(in: child) }
            guard let name = child.required("name") else { return [] }
            return [
                RoleComponent(
                    name: name,
                    entryPoint: child.text("entryPoint"),
                    parameters: child.text("parameters") ?? "",
                    hostingEnvironment: child.text("hostingEnvironment")
                )
            ]
        }
    }
}
