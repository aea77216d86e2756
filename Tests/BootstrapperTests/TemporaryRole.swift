import Foundation

/// A role in a folder of its own: tasks, a host, and the scripts that they run.
///
/// A script is for `/bin/sh`, unless it begins with `#!`. What a test must wait for it says, or it writes to a file.
final class TemporaryRole {
    /// The role root.
    let root: URL
    private var tasks: [String] = []
    private var entryPoint = ""
    /// Attributes of `Runtime`.
    var runtimeAttributes = ""
    /// `Environment` of the host, as XML.
    var hostVariables = ""

    /// Makes an empty role whose host, until another one is named, does nothing until it is told to end.
    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "wahost-role-\(UUID().uuidString)")
        let approot = root.appending(path: "approot")
        try FileManager.default.createDirectory(at: approot, withIntermediateDirectories: true)
        try host("idle.sh", "echo idle host is up; exec sleep 600")
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    /// The path of a file in the folder that scripts run in.
    func path(_ name: String) -> String { root.appending(path: "approot/\(name)").path }

    /// What a file in that folder holds; nil while it is not there.
    func text(_ name: String) -> String? { try? String(contentsOfFile: path(name), encoding: .utf8) }

    /// Writes a script.
    func script(_ name: String, _ text: String, mode: Int = 0o755) throws {
        let whole = text.hasPrefix("#!") ? text : "#!/bin/sh\n" + text + "\n"
        // It appears whole: whoever waits for it may run it, or remove it, at once.
        let made = path(".\(UUID().uuidString)")
        try Data(whole.utf8).write(to: URL(filePath: made))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: made)
        guard rename(made, path(name)) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    /// Adds a startup task; its script, when one is given, is the first word of its command line.
    func task(
        _ commandLine: String,
        _ script: String? = nil,
        with attributes: String = "",
        variables: String = ""
    ) throws {
        if let script { try self.script(Self.program(commandLine), script) }
        tasks.append(
            "<Task commandLine=\"\(Self.escaped(commandLine))\" relativePath=\"approot\" \(attributes)>"
                + "<Environment>\(variables)</Environment></Task>"
        )
    }

    /// Sets the host.
    func host(_ commandLine: String, _ script: String? = nil, with attributes: String = "") throws {
        if let script { try self.script(Self.program(commandLine), script) }
        let ready = attributes.contains("setReadyOnProcessStart") ? "" : "setReadyOnProcessStart=\"true\" "
        entryPoint = "<ProgramEntryPoint commandLine=\"\(Self.escaped(commandLine))\" \(ready)\(attributes) />"
    }

    /// Makes the host a role library.
    func library(_ assemblyName: String) throws {
        entryPoint = "<NetFxEntryPoint assemblyName=\"\(assemblyName)\" targetFrameworkVersion=\"v4.0\" />"
    }

    /// Starts the bootstrapper on it.
    func run(
        _ options: String...,
        environment: [String: String] = [:],
        through prefix: [String] = [],
        command: String = "run"
    ) throws -> RunningBootstrapper {
        try write()
        return try RunningBootstrapper(
            [command] + options + [root.path],
            environment: environment,
            folder: root,
            through: prefix
        )
    }

    /// Writes the role model.
    func write() throws {
        let text = """
            <?xml version="1.0" encoding="utf-8"?>
            <RoleModel xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
                xmlns:linux="urn:wahostbootstrapper:linux:1" name="Trial" version="2.9.8699.20">
              <Startup>
                \(tasks.joined(separator: "\n    "))
              </Startup>
              <Runtime \(runtimeAttributes)>
                <Environment>\(hostVariables)</Environment>
                <EntryPoint>\(entryPoint)</EntryPoint>
              </Runtime>
            </RoleModel>

            """
        try Data(text.utf8).write(to: root.appending(path: "RoleModel.xml"))
    }

    private static func program(_ commandLine: String) -> String {
        commandLine.split(separator: " ").first.map(String.init) ?? ""
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}
