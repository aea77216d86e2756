import Exporting
import RoleModel

/// `export`: the role, written down for whoever runs it.
enum ExportCommand {
    /// Does what the command line says.
    ///
    /// - Throws: a usage error for options that can not be used.
    static func perform(_ parsed: ParsedOptions, _ system: SystemFacts) throws(UsageError) -> ExitCode {
        let target = try parsed.firstWord("target", ExportTarget.self)
        let input = try InputOptions(parsed, system: system)
        let wanted = try options(parsed, target, input, system)
        let outcome = PreparedRole.prepare(input, system: system) { _ in 0 }
        for diagnostic in outcome.diagnostics { StandardStreams.complain(diagnostic.rendered + "\n") }
        if let code = outcome.exitCode { return code }
        guard let prepared = outcome.role else { return .faultyFiles }
        var role = ExportedRole(
            plan: prepared.plan,
            definition: prepared.files.definition?.role(named: prepared.files.role.name),
            document: prepared.document,
            instances: prepared.files.configuration?.role(named: prepared.files.role.name)?.instanceCount,
            configuration: prepared.files.configuration == nil ? nil : configurationText(input),
            options: wanted
        )
        role.settings = settings(parsed, target, input)
        return write(target.text(role), to: try outputPath(parsed, system))
    }

    private static func options(
        _ parsed: ParsedOptions,
        _ target: ExportTarget,
        _ input: InputOptions,
        _ system: SystemFacts
    ) throws(UsageError) -> ExportedRole.Options {
        if target == .systemd, let value = [.image, .inImage].compactMap({ parsed.value($0) }).first {
            throw UsageError("cannot use \(value.origin) for systemd: no image is run", command: .export)
        }
        var options = ExportedRole.Options()
        options.drain = input.drain == nil ? target.drain : 0
        options.image = try plainText(parsed, .image)
        options.roleRoot = target == .systemd ? input.roleRoot : try plainText(parsed, .inImage)
        options.program = try plainText(parsed, .program) ?? (target == .systemd ? system.executable : nil)
        for name in [OptionDefinition.Name.program, .inImage] {
            guard let value = parsed.value(name), !value.text.hasPrefix("/") else { continue }
            throw UsageError(
                "cannot use \(value.origin) '\(value.text)': write a path that begins with '/'",
                command: .export
            )
        }
        if let value = parsed.value(.readinessPort) {
            guard let port = UInt16(value.text), port > 0 else {
                throw UsageError(
                    "cannot use \(value.origin) '\(value.text)': write a port, 1 to 65535",
                    command: .export
                )
            }
            options.readinessPort = port
        }
        return options
    }

    /// What stands in a file of lines may have no line breaks.
    private static func plainText(
        _ parsed: ParsedOptions,
        _ name: OptionDefinition.Name
    ) throws(UsageError) -> String? {
        guard let value = parsed.value(name) else { return nil }
        guard !value.text.isEmpty, value.text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw UsageError(
                "cannot use \(value.origin): it is empty or has control characters in it",
                command: .export
            )
        }
        return value.text
    }

    private static func outputPath(_ parsed: ParsedOptions, _ system: SystemFacts) throws(UsageError) -> String? {
        guard let written = parsed.text(.output) else { return nil }
        return try system.absolute(written)
    }

    /// The `.cscfg` as it is written; nil when it is no UTF-8, and then the image's own is read.
    private static func configurationText(_ input: InputOptions) -> String? {
        let path = RoleFiles.configurationPath(input)
        guard case .success(let bytes) = FileContent.read(path, limit: 1 << 20) else { return nil }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if let text = String(validating: text, as: UTF8.self) { return text }
        StandardStreams.complain(
            "note: the configuration is not UTF-8, so the copy inside the image is read: write it as UTF-8 to have it changed "
                + "from outside\n"
        )
        return nil
    }

    /// How `run` is to be told what `export` was told, so that the limits that are written are those that hold.
    private static func settings(
        _ parsed: ParsedOptions,
        _ target: ExportTarget,
        _ input: InputOptions
    ) -> [ExportedRole.Setting] {
        let kept: [OptionDefinition.Name] = [
            .host, .roleUser, .statusCheckInterval, .stopTimeout, .onStopTimeout, .drain, .readinessTimeout,
            .recycle, .deploymentID, .emulated,
        ]
        var settings = kept.compactMap { name -> ExportedRole.Setting? in
            guard let value = parsed.value(name), let variable = variable(name) else { return nil }
            return .init(variable: variable, value: value.text.isEmpty ? "true" : value.text)
        }
        let files: [(OptionDefinition.Name, String?)] = [
            (.roleModel, input.roleModel), (.serviceDefinition, input.serviceDefinition),
            (.serviceConfiguration, input.serviceConfiguration),
        ]
        // Elsewhere these files are those of the image, and the configuration comes from outside.
        guard target == .systemd else { return settings }
        // Whoever asks for the export may have a place of his own; only what he wrote for this role goes into it.
        for name in [OptionDefinition.Name.resources, .instanceID] {
            guard let value = parsed.value(name), value.origin.hasPrefix("--"), let variable = variable(name) else {
                continue
            }
            let text = name == .resources ? input.resources : value.text
            settings.append(.init(variable: variable, value: text))
        }
        for case (let name, let path?) in files {
            if let variable = variable(name) { settings.append(.init(variable: variable, value: path)) }
        }
        return settings
    }

    private static func variable(_ name: OptionDefinition.Name) -> String? {
        OptionDefinition.all.first { $0.name == name && $0.commands.contains(.run) }?.environmentVariable
    }

    private static func write(_ text: String, to path: String?) -> ExitCode {
        guard let path else {
            StandardStreams.say(text)
            return .success
        }
        let number = WrittenFile.write(text, to: path, replaces: true)
        guard number != 0 else { return .success }
        StandardStreams.complain("cannot write '\(path)': \(SystemErrorText.text(number))\n")
        return .cannotWrite
    }
}
