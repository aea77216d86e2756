import RoleModel

/// Which transport of the runtime endpoint a process is told of (runtime protocol §6).
enum EndpointRules {
    /// The variable that names it.
    static let variable = "WaRuntimeEndpoint"

    /// Programs whose published clients open files, not sockets; a version number may follow.
    private static let fileReaders = ["java", "javaw", "php", "php-cgi", "php-fpm", "ruby", "jruby", "rake", "bundle"]
    private static let fileReaderEndings = [".jar", ".php", ".rb"]

    /// Returns what is written, else what fits the program: FIFOs for PHP, Java and Ruby, sockets for all others.
    static func transport(
        _ written: RuntimeEndpointTransport?,
        for command: ResolvedCommand?
    ) -> RuntimeEndpointTransport {
        if let written { return written }
        let files = [command?.program, command?.executable].compactMap { $0 }
        return files.contains(where: readsFiles) ? .fifo : .socket
    }

    private static func readsFiles(_ path: String) -> Bool {
        let name = PathText.name(of: path).lowercased()
        var stem = Substring(name)
        while let last = stem.last, last.isNumber || last == "." || last == "-" { stem.removeLast() }
        return fileReaders.contains(String(stem)) || fileReaderEndings.contains(PathText.ending(of: name))
    }
}

extension Planner {
    /// Returns the transport of a process, after its environment has been made to agree with it; nil: none.
    ///
    /// All sockets have one name, which the environment has already. FIFOs are made for each process when it is started.
    func endpoint(
        _ linux: LinuxExtensions,
        for command: ResolvedCommand?,
        in variables: inout [PlannedVariable],
        _ atLaunch: inout [String]
    ) -> RuntimeEndpointTransport? {
        let isOurs = variables.contains { $0.name == EndpointRules.variable && $0.origin == .platform }
        // A role model that sets the variable itself knows what it does.
        guard input.runtimeEndpoint != nil, isOurs else { return nil }
        let transport = EndpointRules.transport(linux.runtimeEndpoint, for: command)
        if transport != .socket { variables.removeAll { $0.name == EndpointRules.variable } }
        if transport == .fifo { atLaunch.append(EndpointRules.variable) }
        return transport == .absent ? nil : transport
    }
}
