import Glibc
import Importing

/// `import`: a role of what another supervisor runs.
enum ImportCommand {
    /// Whose files can be read.
    enum Origin: String, CaseIterable {
        /// `supervisord.conf`.
        case supervisord
    }

    /// Does what the command line says.
    ///
    /// - Throws: a usage error for operands and options that can not be used.
    static func perform(_ parsed: ParsedOptions, _ system: SystemFacts) throws(UsageError) -> ExitCode {
        _ = try parsed.firstWord("supervisor", Origin.self)
        guard let written = parsed.operands.dropFirst().first else {
            throw UsageError("cannot go on without the file: write import supervisord FILE", command: .import)
        }
        let path = AbsolutePath.normalised(try system.absolute(written))
        let output = try parsed.text(.output).map { text throws(UsageError) in
            AbsolutePath.normalised(try system.absolute(text))
        }
        guard let text = text(path, shown: written) else { return .noInput }
        let result = SupervisordImport(
            text,
            roleName: parsed.text(.name) ?? name(of: output ?? system.currentFolder),
            folder: AbsolutePath.folder(of: path),
            host: parsed.text(.host)
        )
        for note in result.notes { StandardStreams.complain(note.rendered(written) + "\n") }
        if let model = result.roleModel {
            let code = write(model, output)
            guard code == .success else { return code }
        }
        let isUsable = result.roleModel != nil && !result.notes.contains(where: \.isError)
        return isUsable ? .success : .faultyFiles
    }

    private static func text(_ path: String, shown: String) -> String? {
        switch FileContent.read(path, limit: 1 << 20) {
        case .success(let bytes):
            let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
            return String(decoding: text, as: UTF8.self)
        case .failure(.system(let number)):
            StandardStreams.complain("cannot read '\(shown)': \(SystemErrorText.text(number))\n")
        case .failure(.tooLarge):
            StandardStreams.complain("cannot read '\(shown)': it is larger than 1 MiB\n")
        case .failure(.notAFile):
            StandardStreams.complain("cannot read '\(shown)': it is not a file\n")
        }
        return nil
    }

    /// A role is called like its folder, as far as a name goes.
    private static func name(of folder: String) -> String {
        let last = folder.split(separator: "/").last.map(String.init) ?? ""
        let kept = last.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        return kept.first?.isLetter == true ? kept : "Role"
    }

    /// Nothing that somebody has written is overwritten.
    private static func write(_ model: String, _ folder: String?) -> ExitCode {
        guard let folder else {
            StandardStreams.say(model)
            return .success
        }
        var failed = folder
        var number: Int32 = 0
        for path in [folder, folder + "/approot"] where number == 0 {
            failed = path
            if mkdir(path, 0o755) != 0, errno != EEXIST { number = errno }
        }
        if number == 0 {
            failed = folder + "/RoleModel.xml"
            number = WrittenFile.write(model, to: failed, replaces: false)
        }
        guard number != 0 else { return .success }
        StandardStreams.complain("cannot write '\(failed)': \(SystemErrorText.text(number))\n")
        return .cannotWrite
    }
}
