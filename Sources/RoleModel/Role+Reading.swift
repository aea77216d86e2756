extension Role {
    /// Reads a `RoleModel.xml`.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: the file as it is shown.
    /// - Returns: the role, or nil and why; and every warning.
    public static func read(_ bytes: [UInt8], file: String) -> Reading<Role> {
        Reading(bytes, file: file, grammar: .roleModel, make: Role.init(reading:))
    }

    /// Reads the root element.
    init?(reading scope: Scope) {
        let name = scope.requiredName("name")
        self.init(name: name ?? "", version: scope.text("version"), location: scope.location)
        user = LinuxExtensions(scope).user
        startupTasks = scope.items("Startup", "Task").map(StartupTask.init(reading:))
        if let runtime = scope.child("Runtime") { self.runtime = RoleRuntime(reading: runtime) }
        let settings = scope.items("ConfigurationSettings", "Setting")
        pluginSettings = settings.compactMap { setting in
            setting.required("name").map { PluginSetting(name: $0, namespace: setting.text("nameSpace")) }
        }
        properties = scope.items("Properties", "Property").compactMap { property in
            property.required("name").map { RoleProperty(name: $0, value: property.text("value") ?? "") }
        }
        sites = Site.readAll(in: scope)
        reportBlocksWithoutAgent(to: scope.faults)
        if name == nil { return nil }
    }

    private func reportBlocksWithoutAgent(to faults: Faults) {
        let agents = blockStartupAgents
        for (index, task) in startupTasks.enumerated() where task.isBlockStartup && agents[index] == nil {
            faults.warning(.blockStartupWithoutAgent(task.commandLine, at: task.commandLineLocation))
        }
    }
}
