extension Site {
    /// Reads `Sites/Site` of an element; nil when there is no `Sites`.
    static func readAll(in scope: Scope) -> [Site]? {
        guard let container = scope.child("Sites") else { return nil }
        let sites = container.children("Site")
        container.requireUnique(sites)
        return sites.map(Site.init(reading:))
    }

    private init(reading scope: Scope) {
        self.init(
            name: scope.required("name") ?? "",
            physicalDirectory: scope.text("physicalDirectory"),
            location: scope.location
        )
        virtualPaths = VirtualPath.readAll(in: scope)
        let bindings = scope.items("Bindings", "Binding")
        scope.requireUnique(bindings)
        self.bindings = bindings.compactMap(Binding.init(reading:))
        if bindings.isEmpty {
            scope.faults.error(.missingElement("Binding", in: scope, why: "nobody could reach the site without one"))
        }
    }
}

extension Site.VirtualPath {
    fileprivate static func readAll(in scope: Scope) -> [Site.VirtualPath] {
        let paths = scope.children.filter { ["VirtualApplication", "VirtualDirectory"].contains($0.name) }
        scope.requireUnique(paths)
        return paths.map { path in
            Site.VirtualPath(
                isApplication: path.name == "VirtualApplication",
                name: path.required("name") ?? "",
                physicalDirectory: path.text("physicalDirectory"),
                children: readAll(in: path)
            )
        }
    }
}

extension Site.Binding {
    fileprivate init?(reading scope: Scope) {
        let name = scope.required("name")
        let endpointName = scope.required("endpointName")
        guard let name, let endpointName else { return nil }
        self.init(name: name, endpointName: endpointName, hostHeader: scope.text("hostHeader"))
    }
}
