extension StartupTask {
    /// Reads a `Task`; a missing command line is reported and then empty.
    init(reading scope: Scope) {
        let commandLine = scope.required("commandLine") ?? ""
        self.init(
            commandLine: commandLine,
            location: scope.location,
            commandLineLocation: scope.attribute("commandLine").map { scope.place($0.valueLocation) }
        )
        relativePath = scope.text("relativePath")
        executionContext = scope.choice(
            "executionContext",
            default: .limited,
            fault: Diagnostic.unknownExecutionContext
        )
        taskType = scope.choice("taskType", default: .simple, fault: Diagnostic.unknownTaskType)
        environment = EnvironmentVariable.readAll(in: scope)
        linux = LinuxExtensions(scope)
        reportAttributesOfOtherTypes(scope)
    }

    private func reportAttributesOfOtherTypes(_ scope: Scope) {
        let others: [LinuxAttribute] = taskType == .simple ? [.restart, .readiness, .readinessTimeout] : [.timeout]
        for name in others {
            guard let attribute = scope.attribute(name) else { continue }
            scope.faults.error(.wrongTaskType(name, type: taskType, at: scope.place(attribute.location)))
        }
    }
}
