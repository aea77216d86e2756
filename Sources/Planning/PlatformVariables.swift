import RoleModel

/// The part of the environment that all processes of a role instance share (C7, FORMATS §7).
struct PlatformVariables {
    /// What PATH is when nobody has said anything.
    static let defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    let input: PlanningInput
    let index: FolderIndex

    /// Returns the environment that every process begins with.
    func block() -> EnvironmentBlock {
        var block = EnvironmentBlock()
        for (name, value) in input.inheritedEnvironment where Self.isPassedOn(name) {
            block.set(name, value, .inherited)
        }
        for variable in input.givenVariables { block.set(variable.name, variable.value, variable.origin) }
        // First what has names of its own, so that no resource called PATH can take a platform variable's place.
        for resource in input.localResources where EnvironmentBlock.isPossible(resource.name) {
            block.set(resource.name, resource.path, .platform)
        }
        setPluginSettings(&block)
        setNames(&block)
        setFolders(&block)
        setPath(&block)
        // A backtracer of a killed crash was seen hanging for minutes.
        block.set("SWIFT_BACKTRACE", "enable=no", .platform)
        return block
    }

    private func setPluginSettings(_ block: inout EnvironmentBlock) {
        for setting in input.role.pluginSettings where EnvironmentBlock.isPossible(setting.name) {
            let fullName = (setting.namespace.map { $0 + "." } ?? "") + setting.name
            guard let value = input.documentValue(.setting(name: fullName)) else { continue }
            block.set("@" + setting.name, value, .pluginSetting(fullName))
        }
    }

    private func setNames(_ block: inout EnvironmentBlock) {
        let (deployment, instance) = (input.deploymentID, input.instanceID)
        block.set("RoleName", input.role.name, .platform)
        block.set("RoleInstanceID", instance, .platform)
        block.set("RoleDeploymentID", deployment, .platform)
        // Instance ids of the emulator already begin with the deployment's.
        block.set("RdRoleId", instance.hasPrefix(deployment) ? instance : "\(deployment).\(instance)", .platform)
    }

    private func setFolders(_ block: inout EnvironmentBlock) {
        let root = input.roleRoot
        block.set("RoleRoot", root, .platform)
        block.set("RdRoleRoot", Self.asFolder(root), .platform)
        for name in ["TEMP", "TMP", "TMPDIR"] { block.set(name, input.temporaryFolder, .platform) }
        if let folder = input.configurationRoot { block.set("RdRoleConfigRootPath", Self.asFolder(folder), .platform) }
        if let folder = input.resourcesRoot {
            block.set("RdRoleResourcesRootPath", Self.asFolder(folder), .platform)
            block.set("RdRoleLogRootPath", Self.asFolder(folder), .platform)
        }
        if let endpoint = input.runtimeEndpoint { block.set("WaRuntimeEndpoint", endpoint, .platform) }
    }

    private func setPath(_ block: inout EnvironmentBlock) {
        let given = input.givenVariables.last { $0.name == "PATH" }?.value
        let inherited = given ?? input.inheritedEnvironment.last { $0.0 == "PATH" }?.1
        var folders = (inherited ?? Self.defaultPath).utf8.split(separator: UInt8(ascii: ":"))
            .map { String(Substring($0)) }
        for written in input.runtimeSetupPaths {
            let path = PathText.translated(written)
            guard !PathText.hasDrive(path), let found = index.existing(path, below: input.roleRoot) else { continue }
            if index.isFolder(found), !folders.contains(found) { folders.append(found) }
        }
        // On Windows `base\x64` has the bootstrapper's programs, and PATH has `base\x64`.
        if let own = input.programsFolder, !folders.contains(own) { folders.append(own) }
        // Not `joined`: the runtime would search all conformances for how to go through a folder's name.
        var path = folders.first ?? ""
        for folder in folders.dropFirst() { path += ":" + folder }
        block.set("PATH", path, path == inherited && given == nil ? .inherited : .platform)
    }

    private static func asFolder(_ path: String) -> String { path.hasSuffix("/") ? path : path + "/" }
}

extension PlatformVariables {
    /// Names that concern only the bootstrapper, its service manager or the shell that started it.
    private static let ownNames: Set<String> = [
        "NOTIFY_SOCKET", "READY_FD", "MAINPID", "MANAGERPID", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID",
        "FDSTORE", "_", "OLDPWD", "PWD", "SHLVL",
    ]

    private static let ownPrefixes = ["WAHOST_", "LISTEN_", "WATCHDOG_", "MEMORY_PRESSURE_"]

    /// Returns whether a variable of the bootstrapper is one of its processes, too.
    static func isPassedOn(_ name: String) -> Bool {
        EnvironmentBlock.isPossible(name) && !ownNames.contains(name)
            && !ownPrefixes.contains { name.hasPrefix($0) }
    }
}
