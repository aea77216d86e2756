import Foundation
import Testing

@testable import Bootstrapper

/// The completions of the built program, asked through the shells themselves.
@Suite struct CompletionTests {
    /// A line that somebody has typed, and what is to be offered behind it.
    static let lines: [(line: String, offered: [String])] = [
        ("wahostbootstrapper exp", ["export"]),
        ("wahostbootstrapper export s", ["swarm", "systemd"]),
        ("wahostbootstrapper run --recycle ", ["always", "never", "on-failure"]),
        ("wahostbootstrapper run --log-level w", ["warning"]),
        ("wahostbootstrapper run --host Wa", ["WaIISHost", "WaWebHost", "WaWorkerHost"]),
        ("wahostbootstrapper validate --sc", ["--schema"]),
        ("wahostbootstrapper completion ", ["bash", "fish", "zsh"]),
        ("wahostbootstrapper import supervisord --ho", ["--host"]),
    ]

    /// A folder with the scripts and something to complete to.
    private static func folder(_ shell: Shell) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wahost-shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "mill"), withIntermediateDirectories: true)
        try Data().write(to: folder.appending(path: "mill.conf"))
        let call = try BuiltProgram.run("completion", shell.rawValue)
        #expect(call.code == 0)
        try Data(call.said.utf8).write(to: folder.appending(path: "script"))
        return folder
    }

    /// What a shell offers; nil when there is no such shell here.
    private static func offered(
        _ shell: Shell,
        _ line: String,
        environment: [String: String] = [:]
    ) throws -> [String]? {
        guard BuiltProgram.has(shell.rawValue) else {
            print("\(shell.rawValue) is not installed: its completions are not asked for")
            return nil
        }
        let folder = try folder(shell)
        defer { try? FileManager.default.removeItem(at: folder) }
        let words: [String] =
            switch shell {
            case .bash:
                [
                    "-c",
                    """
                    source ./script; complete -p wahostbootstrapper >/dev/null || exit 1
                    read -ra COMP_WORDS <<<"$1"; [[ $1 == *' ' ]] && COMP_WORDS+=('')
                    COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _wahostbootstrapper; printf '%s\\n' "${COMPREPLY[@]}"
                    """,
                    "bash", line,
                ]
            case .zsh:
                [
                    "-f", RunningBootstrapper.root.appending(path: "Tests/Completion/complete.zsh").path, "./script",
                    line,
                ]
            case .fish: ["--no-config", "-c", "source ./script; complete -C \"$argv[1]\"", line]
            }
        let call = try BuiltProgram.run(
            program: shell.rawValue,
            words,
            environment: ["HOME": folder.path].merging(environment) { $1 },
            folder: folder
        )
        // fish writes a description behind a tab.
        let offered = call.said.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        #expect(call.complained == "", "\(shell.rawValue)")
        return offered.sorted()
    }

    @Test(.timeLimit(.minutes(1)), arguments: Shell.allCases.map(\.rawValue), lines.indices)
    func `a shell offers what can be written`(shell: String, index: Int) throws {
        let (line, expected) = Self.lines[index]
        guard let offered = try Self.offered(#require(Shell(rawValue: shell)), line) else { return }
        #expect(offered.filter { !$0.hasSuffix("/") } == expected, "\(shell): \(line)")
    }

    @Test(.timeLimit(.minutes(1)), arguments: Shell.allCases.map(\.rawValue))
    func `every command is offered first, and every option behind its command`(shell: String) throws {
        let shell = try #require(Shell(rawValue: shell))
        guard let commands = try Self.offered(shell, "wahostbootstrapper ") else { return }
        #expect(Set(commands).isSuperset(of: CommandName.allCases.map(\.rawValue)))
        for command in [CommandName.run, .export, .logs] {
            let offered = try Self.offered(shell, "wahostbootstrapper \(command.rawValue) --") ?? []
            let options = command.options.map { "--\($0.name.rawValue)" }
            #expect(Set(offered.map { $0.replacing("=", with: "") }) == Set(options), "\(command)")
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: Shell.allCases.map(\.rawValue))
    func `a folder stands where a role is wanted, and a file where one is`(shell: String) throws {
        let shell = try #require(Shell(rawValue: shell))
        guard let folders = try Self.offered(shell, "wahostbootstrapper run m") else { return }
        #expect(folders.map { $0.replacing("/", with: "") } == ["mill"])
        let files = try Self.offered(shell, "wahostbootstrapper run --role-model mill.") ?? []
        #expect(files == ["mill.conf"])
    }

    @Test(.timeLimit(.minutes(1)), arguments: Shell.allCases.map(\.rawValue))
    func `the tasks of a running role are offered where one is wanted`(shell: String) throws {
        let role = try TemporaryRole()
        try role.task("watcher.sh", "exec sleep 600", with: "taskType='background'")
        let run = try role.run()
        #expect(run.wait(for: "Ready after"))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let environment = [
            "WAHOST_RUNTIME_DIRECTORY": run.resources.path, "WAHOST_RESOURCES": run.resources.path,
            "PATH": "\(RunningBootstrapper.programs.path):\(path)",
        ]
        let shell = try #require(Shell(rawValue: shell))
        let offered = try Self.offered(shell, "wahostbootstrapper restart wat", environment: environment)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        guard let offered else { return }
        #expect(offered == ["watcher.sh"])
    }
}
