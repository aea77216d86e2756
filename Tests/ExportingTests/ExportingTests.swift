import Foundation
import TestSurroundings
import Testing

@testable import Exporting

@Suite struct ExportingTests {
    private static func role(_ change: (inout ExportedRole) -> Void = { _ in }) -> ExportedRole {
        var role = ExportedRole(
            name: "crane",
            roleName: "Crane",
            roleRoot: "/role",
            image: "registry.example/crane:1",
            program: "/usr/local/bin/wahostbootstrapper",
            instances: 3,
            ports: [
                .init(name: "web", number: 8080, published: 80, isUDP: false, isInternal: false),
                .init(name: "dns", number: 5353, published: 53, isUDP: true, isInternal: false),
                .init(name: "gossip", number: 7400, published: 7400, isUDP: false, isInternal: true),
            ],
            readinessPort: 8780,
            startLimit: 60,
            stopLimit: 75,
            isElevated: false,
            storageInMB: 4_608,
            configuration: "<?xml version=\"1.0\"?>\n<ServiceConfiguration serviceName=\"Harbour\" />\n"
        )
        change(&role)
        return role
    }

    /// Runs a program with a file of this text.
    private static func run(_ words: [String], file name: String, _ text: String) throws -> FinishedProgram {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return try FinishedProgram.run(words + [file.path])
    }

    /// What a public reader of YAML makes of it, as JSON values, one a document.
    private static func read(_ yaml: String) throws -> [Any] {
        let script = "import json,sys,yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))"
        let reader = try run(["/usr/bin/python3", "-c", script], file: "role.yaml", yaml)
        try #require(reader.code == 0, "\(reader.complained)")
        return try #require(JSONSerialization.jsonObject(with: Data(reader.said.utf8)) as? [Any])
    }

    private static func value(_ root: Any?, _ path: String...) -> Any? {
        path.reduce(root) { value, key in
            if let index = Int(key) { return (value as? [Any])?[index] }
            return (value as? [String: Any])?[key]
        }
    }

    @Test func `a Kubernetes file has its four objects, and the limits of the model`() throws {
        let documents = try Self.read(Self.role().kubernetes)
        #expect(
            documents.map { Self.value($0, "kind") as? String }
                == ["ConfigMap", "Deployment", "Service", "PodDisruptionBudget"]
        )
        let pod = Self.value(documents[1], "spec", "template", "spec")
        #expect(Self.value(pod, "terminationGracePeriodSeconds") as? Int == 75)
        let container = Self.value(pod, "containers", "0")
        for probe in ["startupProbe", "readinessProbe"] {
            #expect(Self.value(container, probe, "httpGet", "path") as? String == "/ready")
        }
        #expect(Self.value(container, "startupProbe", "failureThreshold") as? Int == 35)
        #expect(Self.value(container, "securityContext", "runAsNonRoot") as? Bool == true)
        #expect(
            Self.value(documents[0], "data", "ServiceConfiguration.cscfg") as? String == Self.role().configuration
        )
        #expect(Self.value(documents[2], "spec", "ports", "1", "protocol") as? String == "UDP")
        #expect(Self.value(documents[1], "spec", "replicas") as? Int == 3)
    }

    @Test func `a role with elevated work is not forbidden to be root`() throws {
        let documents = try Self.read(Self.role { $0.isElevated = true }.kubernetes)
        let security = Self.value(documents[1], "spec", "template", "spec", "containers", "0", "securityContext")
        #expect(Self.value(security, "runAsNonRoot") == nil)
        // Its root can not be written to, and root's commands look for the role in /run.
        let mounts = Self.value(documents[1], "spec", "template", "spec", "containers", "0", "volumeMounts")
        #expect((mounts as? [[String: Any]])?.contains { $0["mountPath"] as? String == "/run" } == true)
    }

    @Test func `a role without ports and configuration gets no Service and no ConfigMap`() throws {
        let role = Self.role {
            $0.ports = []
            $0.configuration = nil
        }
        let kinds = try Self.read(role.kubernetes).map { Self.value($0, "kind") as? String }
        #expect(kinds == ["Deployment", "PodDisruptionBudget"])
        #expect(!role.kubernetes.contains("WAHOST_WATCH"))
    }

    @Test func `each instance has a volume of its own, so none finds the lock of another`() throws {
        let swarm = Self.value(try Self.read(Self.role().swarm).first, "services", "crane", "volumes")
        #expect((swarm as? [Any])?.compactMap { $0 as? String } == ["/var/lib/wahost"])
        let compose = Self.value(try Self.read(Self.role().compose).first, "services", "crane", "volumes")
        #expect((compose as? [Any])?.compactMap { $0 as? String } == ["/var/lib/wahost", "./config:/config:ro"])
    }

    @Test func `another configuration has another name in Swarm, where none can be changed`() throws {
        func name(_ text: String) throws -> String? {
            let file = try Self.read(Self.role { $0.configuration = text }.swarm).first
            return Self.value(file, "configs", "configuration", "name") as? String
        }
        let first = try name("<one/>\n")
        #expect(try first == name("<one/>\n") && first != name("<two/>\n"))
        #expect(first?.hasPrefix("crane-") == true)
    }

    @Test func `Swarm has patience with an instance that is Busy, and a rollout with one that starts slowly`() throws {
        let swarm = Self.value(try Self.read(Self.role().swarm).first, "services", "crane", "healthcheck", "retries")
        #expect(swarm as? Int == 60)
        let slow = try Self.read(Self.role { $0.startLimit = 3_000 }.kubernetes)[1]
        #expect(Self.value(slow, "spec", "progressDeadlineSeconds") as? Int == 3_070)
    }

    @Test func `Compose and Swarm publish what is for everybody, with the grace of the model`() throws {
        // Without Swarm each of several instances needs a port of its own.
        for (text, isOne) in [(Self.role().compose, false), (Self.role().swarm, true)] {
            let service = Self.value(try Self.read(text).first, "services", "crane")
            let ports = isOne ? ["80:8080", "53:5353/udp"] : ["8080", "5353/udp"]
            #expect(Self.value(service, "ports") as? [String] == ports)
            #expect(Self.value(service, "stop_grace_period") as? String == "75s")
            #expect(
                Self.value(service, "healthcheck", "test") as? [String]
                    == ["CMD", "/usr/local/bin/wahostbootstrapper", "status", "--check"]
            )
        }
        let update = Self.value(try Self.read(Self.role().swarm).first, "services", "crane", "deploy", "update_config")
        #expect(Self.value(update, "order") as? String == "start-first")
    }

    @Test func `systemd itself has nothing to say against the unit`() throws {
        let role = Self.role {
            $0.program = "/bin/true"
            $0.roleRoot = "/srv/100% \"odd\" $HOME"
        }
        let judge = try Self.run(["systemd-analyze", "verify", "--man=no"], file: "crane.service", role.systemd)
        #expect(judge.said + judge.complained == "" && judge.code == 0, "\(judge)")
        #expect(role.systemd.contains("TimeoutStopSec=75"))
        #expect(role.systemd.contains(#"run "/srv/100%% \"odd\" $$HOME""#))
        #expect(Self.role { $0.stopLimit = nil }.systemd.contains("TimeoutStopSec=infinity"))
    }

    @Test(arguments: [
        "plain", "", "yes", "No", "1.5", "0x1F", "- a", "a: b", "a #b", "*a", "&a", "{a}", "line\nbreak", "tab\tx",
        "\u{7}", "grüße", "\u{85}", "\"quoted\" \\ back", "2026-01-01", "null", "~", "trailing ", " leading", "!tag",
        "a\n\nb\n", "\nfirst", "a\r\nb", "\u{FEFF}bom", "last\n\n",
    ])
    func `any text is read back as it was, on a line and as a block`(text: String) throws {
        let document = YAML.map(("line", .text(text)), ("block", .block(text)), ("list", .list([.text(text)]))).document
        let read = try Self.read(document).first
        #expect(Self.value(read, "line") as? String == text)
        #expect(Self.value(read, "block") as? String == text)
        #expect(Self.value(read, "list", "0") as? String == text)
    }

    @Test(arguments: [
        ("RailsRole", "rails-role"), ("Web_Role 1", "web-role-1"), ("--", "role"), ("grüße", "gr-e"), ("ABC", "abc"),
    ])
    func `a name becomes a label`(name: String, label: String) {
        #expect(Label.make(name, limit: 63) == label)
    }
}
