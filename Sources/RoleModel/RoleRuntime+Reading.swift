import XMLText

extension RoleRuntime {
    /// Reads a `Runtime`.
    init(reading scope: Scope) {
        self.init()
        location = scope.location
        executionContext = scope.choice(
            "executionContext",
            default: .limited,
            fault: Diagnostic.unknownExecutionContext
        )
        protocolVersion = scope.text("protocolVersion")
        environment = EnvironmentVariable.readAll(in: scope)
        linux = LinuxExtensions(scope)
        if let container = scope.child("EntryPoint") { readEntryPoint(in: container, of: scope) }
    }

    private mutating func readEntryPoint(in container: Scope, of runtime: Scope) {
        let points = container.children.filter { ["ProgramEntryPoint", "NetFxEntryPoint"].contains($0.name) }
        guard let point = points.first else {
            container.faults.error(.emptyEntryPoint(at: container.location))
            return
        }
        for other in points.dropFirst() {
            other.faults.error(.severalEntryPoints(other.name, first: point.location, at: other.location))
        }
        entryPoint = EntryPoint(reading: point)
        Self.reportHostAttributes(of: point, and: runtime)
        linux = linux.merging(LinuxExtensions(point))
    }

    /// Reports attributes that stand on `Runtime` and on its entry point, and those that a role library has no use for.
    private static func reportHostAttributes(of point: Scope, and runtime: Scope) {
        for name in LinuxAttribute.allCases {
            guard let outer = runtime.attribute(name) else { continue }
            let place = runtime.place(outer.location)
            if let inner = point.attribute(name) {
                point.faults.error(
                    .repeatedLinuxAttribute(name, of: point.name, first: place, at: point.place(inner.location))
                )
            }
            let hasNoUse = point.name == "NetFxEntryPoint" && !LinuxAttribute.onLibrary.contains(name)
            if hasNoUse && LinuxAttribute.onProgram.contains(name) {
                point.faults.error(.linuxAttributeOfLibrary(name, at: place))
            }
        }
    }
}

extension EntryPoint {
    /// Reads a `ProgramEntryPoint` or a `NetFxEntryPoint`; a missing command line or name is reported and then empty.
    fileprivate init(reading scope: Scope) {
        if scope.name == "ProgramEntryPoint" {
            self = .program(
                commandLine: scope.required("commandLine") ?? "",
                setReadyOnProcessStart: scope.flag("setReadyOnProcessStart", default: true),
                location: scope.location
            )
        } else {
            self = .library(
                assemblyName: scope.required("assemblyName") ?? "",
                targetFrameworkVersion: scope.text("targetFrameworkVersion"),
                location: scope.location
            )
        }
    }
}
