/// Whether a task is waited for (FORMATS §2, behaviour C1–C3).
public enum TaskType: String, Hashable, Sendable, CaseIterable {
    /// Waited for; must exit 0.
    case simple
    /// Started and passed over.
    case background
    /// Started and passed over, but the role cannot end before it has ended.
    case foreground
}

/// With whose rights something runs (behaviour C8).
public enum ExecutionContext: String, Hashable, Sendable, CaseIterable {
    /// As the role user.
    case limited
    /// As the bootstrapper's own user.
    case elevated
}

/// `Task` (FORMATS §2, §6).
public struct StartupTask: Hashable, Sendable {
    /// `@commandLine`, as written.
    public var commandLine: String
    /// `@relativePath`, as written; nil when absent, which means `approot`.
    public var relativePath: String?
    /// `@executionContext`.
    public var executionContext: ExecutionContext = .limited
    /// `@taskType`.
    public var taskType: TaskType = .simple
    /// `Environment/Variable`, in file order.
    public var environment: [EnvironmentVariable] = []
    /// The attributes of our own namespace.
    public var linux = LinuxExtensions()
    /// Where the element stands.
    public var location: FileLocation
    /// Where the value of `commandLine` stands.
    public var commandLineLocation: FileLocation

    /// The plugin that the task came from: its variable `RdModuleName`, nil for a user's task.
    public var moduleName: String? {
        for variable in environment where variable.name == "RdModuleName" {
            if case .literal(let module) = variable.value { return module }
        }
        return nil
    }

    /// Creates a task with every default.
    public init(commandLine: String, location: FileLocation, commandLineLocation: FileLocation? = nil) {
        self.commandLine = commandLine
        self.location = location
        self.commandLineLocation = commandLineLocation ?? location
    }
}

/// `Variable` of an `Environment`.
public struct EnvironmentVariable: Hashable, Sendable {
    /// Where the value comes from.
    public enum Value: Hashable, Sendable {
        /// `@value`; may contain `%NAME%`; may be empty, then the variable is there and empty.
        case literal(String)
        /// `RoleInstanceValue/@xpath`.
        case roleInstanceValue(RoleInstanceValuePath)
    }

    /// `@name`.
    public var name: String
    /// The value.
    public var value: Value
    /// Where the element stands.
    public var location: FileLocation
    /// Where the value or the xpath stands.
    public var valueLocation: FileLocation

    /// Creates a variable.
    public init(name: String, value: Value, location: FileLocation, valueLocation: FileLocation? = nil) {
        self.name = name
        self.value = value
        self.location = location
        self.valueLocation = valueLocation ?? location
    }
}
