import ControlSocket
import Foundation
import Testing

@testable import Bootstrapper

/// `export` of the built program, judged by those who will read its files.
@Suite struct ExportCommandTests {
    /// The examples that need nothing built.
    static let examples = [
        "hello-worker", "wrapped-daemon", "block-startup", "failing-task", "node-shaped", "python-role", "shell-role",
    ]

    private static func export(_ target: String, _ role: String, _ options: [String] = []) throws -> String {
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").path
        let call = try BuiltProgram.run(program: program, ["export", target, role] + options)
        try #require(call.code == 0, "\(call.complained)")
        return call.said
    }

    /// What a public reader of YAML makes of it.
    private static func documents(_ yaml: String) throws -> [[String: Any]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "wahost-\(UUID().uuidString).yaml")
        try Data(yaml.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = "import json,sys,yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))"
        let call = try BuiltProgram.run(program: "/usr/bin/python3", ["-c", script, file.path])
        try #require(call.code == 0, "\(call.complained)")
        return try #require(JSONSerialization.jsonObject(with: Data(call.said.utf8)) as? [[String: Any]])
    }

    @Test(.timeLimit(.minutes(1)), arguments: examples)
    func `a public reader of YAML reads what is written for clusters and engines`(example: String) throws {
        let kinds = try Self.documents(Self.export("kubernetes", "Examples/\(example)")).map { $0["kind"] as? String }
        #expect(kinds.contains("Deployment") && kinds.contains("PodDisruptionBudget"))
        for target in ["swarm", "compose"] {
            let services = try Self.documents(Self.export(target, "Examples/\(example)")).first?["services"]
            #expect((services as? [String: Any])?.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: examples)
    func `systemd itself has nothing to say against a unit`(example: String) throws {
        guard BuiltProgram.has("systemd-analyze") else { return }
        let folder = FileManager.default.temporaryDirectory.appending(path: "wahost-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let unit = folder.appending(path: "\(example).service").path
        #expect(try Self.export("systemd", "Examples/\(example)", ["--output", unit]) == "")
        let judged = try BuiltProgram.run(program: "systemd-analyze", ["verify", unit])
        #expect(judged.code == 0 && judged.said + judged.complained == "", "\(judged.complained)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a unit runs this very program on the absolute folder`() throws {
        let text = try Self.export("systemd", "Examples/hello-worker")
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").resolvingSymlinksInPath().path
        let root = RunningBootstrapper.root.appending(path: "Examples/hello-worker").path
        #expect(text.contains("\nExecStart=\(program) run \(root)\n"))
        #expect(text.contains("\nWatchdogSec=30\n"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a unit has what was written for this role, and nothing of whoever writes it`() throws {
        let text = try Self.export(
            "systemd",
            "Examples/hello-worker",
            ["--resources", "/srv/keep", "--instance-id", "I_3"]
        )
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("Environment=") }
        // The last one of a name counts.
        #expect(lines.last { $0.contains("WAHOST_RESOURCES=") } == "Environment=WAHOST_RESOURCES=/srv/keep")
        #expect(lines.last { $0.contains("WAHOST_INSTANCE_ID=") } == "Environment=WAHOST_INSTANCE_ID=I_3")
        let plain = try BuiltProgram.run(
            "export",
            "systemd",
            "Examples/hello-worker",
            environment: ["WAHOST_RESOURCES": "/tmp/mine"]
        )
        #expect(plain.code == 0 && !plain.said.contains("/tmp/mine"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `limits are the sums of what the model allows`() throws {
        let role = try TemporaryRole()
        try role.task("first.sh", "exit 0", with: "linux:timeout='20s'")
        try role.task(
            "agent.sh",
            "exec sleep 600",
            with: "taskType='background' linux:readiness='tcp:1' linux:stopTimeout='7s' linux:readinessTimeout='40s'"
        )
        try role.task("agent.sh /blockStartup")
        try role.task("other.sh", "exec sleep 600", with: "taskType='background' linux:stopTimeout='25s'")
        try role.task("last.sh", "exec sleep 600", with: "taskType='foreground' linux:stopTimeout='1m'")
        try role.host(
            "host.sh",
            "exec sleep 600",
            with: "linux:stopTimeout='4s' linux:readiness='tcp:2' linux:readinessTimeout='50s'"
        )
        try role.write()
        let unit = try Self.export("systemd", role.root.path)
        // The host, the slowest background task, the foreground task, what is left (5 s), the killed (10 s).
        #expect(unit.contains("\nTimeoutStopSec=\(4 + 25 + 60 + 5 + 10)\n"))
        // The simple task, the agent's readiness, the host's, and ten seconds to spare.
        #expect(unit.contains("\nTimeoutStartSec=\(20 + 40 + 50 + 10)\n"))
        let kubernetes = try Self.export("kubernetes", role.root.path)
        #expect(kubernetes.contains("terminationGracePeriodSeconds: 104"))
        #expect(kubernetes.contains("failureThreshold: 60"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `wrapped-daemon has no limits, and its files say whose fault that is`() throws {
        let unit = try Self.export("systemd", "Examples/wrapped-daemon")
        #expect(unit.contains("TimeoutStopSec=infinity") && unit.contains("TimeoutStartSec=infinity"))
        #expect(unit.contains("A foreground task is waited for without a limit (linux:stopTimeout sets one)"))
        let kubernetes = try Self.export("kubernetes", "Examples/wrapped-daemon")
        #expect(kubernetes.contains("terminationGracePeriodSeconds: 3600"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [("kubernetes", "hall.yaml"), ("swarm", "stack.yaml")])
    func `the files of the Kubernetes example are what export writes of its role`(target: String, file: String) throws {
        let folder = "Examples/kubernetes"
        let kept = RunningBootstrapper.root.appending(path: "\(folder)/\(file)")
        let written = try Self.export(target, "\(folder)/hall", ["--image", "localhost/hall:1"])
        #expect(try String(contentsOf: kept, encoding: .utf8) == written)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a role that others call drains in a cluster, unless it is said how long, and has the time for it`() throws {
        let role = "Examples/kubernetes/hall"
        let plain = try Self.export("kubernetes", role)
        #expect(plain.contains("name: WAHOST_DRAIN\n") && plain.contains("terminationGracePeriodSeconds: 30\n"))
        let longer = try Self.export("swarm", role, ["--drain", "12"])
        #expect(longer.contains("WAHOST_DRAIN: \"12\"\n") && longer.contains("stop_grace_period: \"37s\"\n"))
        let none = try Self.export("kubernetes", role, ["--drain", "0"])
        #expect(none.contains("terminationGracePeriodSeconds: 25\n"))
        // Nobody calls hello-worker, and on one machine no balancer has to be told.
        #expect(try !Self.export("kubernetes", "Examples/hello-worker").contains("DRAIN"))
        #expect(try !Self.export("compose", role).contains("DRAIN"))
        let unit = try Self.export("systemd", role, ["--drain", "7"])
        #expect(unit.contains("\nEnvironment=WAHOST_DRAIN=7\n") && unit.contains("\nTimeoutStopSec=32\n"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["kubernetes", "swarm", "compose", "systemd"])
    func `every variable that is written is one that run reads`(target: String) throws {
        let text = try Self.export(
            target,
            "Examples/hello-worker",
            ["--stop-timeout", "12", "--recycle", "on-failure", "--emulated"]
        )
        var known = Set(OptionDefinition.all.filter { $0.commands.contains(.run) }.compactMap(\.environmentVariable))
        known.insert(ControlFolder.variable)
        let written = Set(text.matches(of: #/WAHOST_[A-Z_]+/#).map { String($0.output) })
        #expect(written.isSubset(of: known), "\(written.subtracting(known))")
        #expect(written.isSuperset(of: ["WAHOST_STOP_TIMEOUT", "WAHOST_RECYCLE", "WAHOST_EMULATED"]))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a configuration that begins with a byte order mark goes into the ConfigMap without it`() throws {
        let example = try CopiedExample("hello-worker")
        let path = example.root.appending(path: "ServiceConfiguration.cscfg")
        let text = try Data(contentsOf: path)
        try (Data([0xEF, 0xBB, 0xBF]) + text).write(to: path)
        let map = try #require(try Self.documents(Self.export("kubernetes", example.root.path)).first)
        let data = try #require(map["data"] as? [String: String])
        #expect(data["ServiceConfiguration.cscfg"] == String(decoding: text, as: UTF8.self))
    }

    @Test(.timeLimit(.minutes(1)))
    func `faulty files are told as validate tells them, and nothing is written`() throws {
        let role = try TemporaryRole()
        try role.task("absent.sh")
        try role.write()
        let judged = try BuiltProgram.run("validate", role.root.path)
        let output = role.root.appending(path: "out.yaml").path
        let call = try BuiltProgram.run("export", "kubernetes", role.root.path, "--output", output)
        #expect(call.code == 78 && judged.code == 78)
        #expect(judged.complained.hasPrefix(call.complained) && call.complained.contains("[noSuchProgram]"))
        #expect(call.said == "" && !FileManager.default.fileExists(atPath: output))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            (["export"], "cannot go on without target: write one of kubernetes, swarm, compose, systemd"),
            (["export", "heroku"], "cannot use target 'heroku'"),
            (["export", "systemd", "--image", "x"], "cannot use --image for systemd: no image is run"),
            (
                ["export", "compose", "--in-image", "role"],
                "cannot use --in-image 'role': write a path that begins with '/'"
            ),
            (["export", "compose", "--readiness-port", "0"], "write a port, 1 to 65535"),
            (["export", "compose", "--image", "a\nb"], "it is empty or has control characters in it"),
        ]
    )
    func `what can not be used is told with what can`(words: [String], message: String) throws {
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").path
        let call = try BuiltProgram.run(program: program, words)
        #expect(call.code == 64 && call.complained.contains(message), "\(call.complained)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a file that can not be written is told, with 73`() throws {
        let call = try BuiltProgram.run("export", "compose", "Examples/hello-worker", "--output", "/proc/none/x")
        #expect(call.code == 73 && call.complained.hasPrefix("cannot write '/proc/none/x': "))
    }
}
