extension RoleDefinition {
    /// Reads a `WebRole` or `WorkerRole`.
    init?(reading scope: Scope) {
        guard let kind = Kind(rawValue: scope.name) else { return nil }
        let name = scope.requiredName("name")
        self.init(kind: kind, name: name ?? "", location: scope.location)
        vmSize = scope.text("vmsize") ?? "Small"
        enablesNativeCodeExecution = scope.flag("enableNativeCodeExecution", default: true)
        isMerged = Self.isMerged(scope)
        user = LinuxExtensions(scope).user
        settings = SettingDeclaration.readAll(in: scope)
        // The documents say 100; cspack leaves out 1000 as if that were the default (FORMATS §2).
        localResources = LocalResource.readAll(in: scope, defaultSize: isMerged ? 1_000 : 100)
        certificates = CertificateDefinition.readAll(in: scope)
        endpoints = EndpointDefinition.readAll(in: scope)
        readProgram(scope)
        if name == nil { return nil }
    }

    /// Reads what cspack moves into `RoleModel.xml`.
    private mutating func readProgram(_ scope: Scope) {
        let imports = scope.items("Imports", "Import")
        scope.requireUnique(imports, by: "moduleName")
        self.imports = imports.compactMap { $0.required("moduleName") }
        startupPriority = scope.child("Startup")?.number("priority", in: Int(Int32.min)...Int(Int32.max)) ?? 0
        startupTasks = scope.items("Startup", "Task").map(StartupTask.init(reading:))
        runtime = scope.child("Runtime").map(RoleRuntime.init(reading:))
        sites = kind == .web ? Site.readAll(in: scope) : nil
        contents = scope.items("Contents", "Content").compactMap(Content.init(reading:))
    }

    private static func isMerged(_ scope: Scope) -> Bool {
        let names = Set(scope.children.map(\.name))
        let own = scope.items("LocalResources", "LocalStorage").contains {
            $0.text("name") == LocalResource.diagnosticStore.name
        }
        return own && names.isDisjoint(with: ["Imports", "Startup", "Runtime", "Sites", "Contents"])
    }
}

extension RoleDefinition.Content {
    fileprivate init?(reading scope: Scope) {
        let destination = scope.required("destination")
        let source = scope.child("SourceDirectory")
        if source == nil {
            scope.faults.error(.missingElement("SourceDirectory", in: scope, why: "it says where the files come from"))
        }
        guard let destination, let path = source?.required("path") else { return nil }
        self.init(destination: destination, sourceDirectory: path)
    }
}
