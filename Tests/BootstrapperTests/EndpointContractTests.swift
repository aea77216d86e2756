import Foundation
import Testing

/// The runtime endpoint of a role that runs (behaviour B5, C7, D2, D6, D7, E1, E3).
@Suite(.serialized) struct EndpointContractTests {
    /// A host that does what a file says, one command of `role` after the other, and prints what came of it.
    ///
    /// The folder of wahostbootstrapper is on PATH.
    private let obedient = """
        role() { wahostbootstrapper role "$@"; echo "$1 $2 ended with $?"; }
        echo the host works
        trap 'exit 0' TERM
        while :; do
            while [ ! -e order ]; do sleep 0.01; done
            mv order taken; . ./taken
        done
        """

    private func order(_ role: TemporaryRole, _ text: String) throws {
        try Data((text + "\n").utf8).write(to: URL(filePath: role.path("order")), options: .atomic)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a Busy lease takes the instance out of rotation, and its end gives it back`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        try role.host("host.sh", obedient)
        let run = try role.run(environment: ["NOTIFY_SOCKET": above.path])
        #expect(above.receive(until: "READY=1"))
        try order(role, "role set-status busy --client a")
        #expect(above.receive(until: "STATUS=Busy"))
        #expect(run.wait(for: "wahost | Busy: client 'a' says Busy"))
        try order(role, "role set-status ready --client b")
        #expect(run.wait(for: "set-status ready ended with 0"))
        try order(role, "role clear-status --client a")
        #expect(above.receive(until: "STATUS=Ready"))
        try order(role, "role set-status busy --for 300ms --client b")
        #expect(above.receive(until: "STATUS=Busy"))
        #expect(above.receive(until: "STATUS=Ready"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a program with setReadyOnProcessStart false is Ready by its lease, and Busy when that has expired`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", obedient, with: "setReadyOnProcessStart='false'")
        let run = try role.run()
        #expect(run.wait(for: "the host works"))
        #expect(!run.output.contains("Ready after"))
        try order(role, "role set-status ready --for 500ms")
        #expect(run.wait(for: "Ready after"))
        #expect(run.wait(for: "wahost | Busy"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a recycle that the role asks for ends the run with 84`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", obedient)
        let run = try role.run()
        #expect(run.wait(for: "Ready after"))
        try order(role, "role request-recycle --client mill")
        #expect(run.end() == 84)
        #expect(run.says(inOrder: ["wahost | Busy", "recycle requested by client 'mill'", "stopped for a recycle"]))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop is announced before anybody is told to end, and those who answer are waited for`() throws {
        let role = try TemporaryRole()
        try role.task(
            "beside.sh",
            "trap 'echo beside ends; exit 0' TERM; sleep 600 & wait",
            with: "taskType='background'"
        )
        try role.host(
            "host.sh",
            """
            trap 'echo told to end; exit 0' TERM
            wahostbootstrapper role set-status ready --client mill
            echo listening
            wahostbootstrapper role wait stopping
            echo winding up; sleep 0.3; echo wound up
            wahostbootstrapper role set-status stopped --client mill
            while :; do sleep 600 & wait; done
            """
        )
        let run = try role.run()
        #expect(run.wait(for: "listening"))
        #expect(run.wait(for: "Ready after"))
        #expect(run.waitForWaiter("stopping"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(
            run.says(inOrder: ["winding up", "wound up", "told to end", "beside ends"]),
            "\(run.output)"
        )
    }

    @Test(.timeLimit(.minutes(1)))
    func `a client that never answers a stop is waited for no longer than its limit`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            "wahostbootstrapper role set-status ready --client a; echo listening; exec wahostbootstrapper role wait changed"
        )
        let run = try role.run("--on-stop-timeout", "0.4")
        #expect(run.wait(for: "listening"))
        #expect(run.stop(when: "Ready after") == 0)
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `what is none of the role's own processes is not let in, and the log says who`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo endpoint $WaRuntimeEndpoint; exec sleep 600")
        let run = try role.run()
        #expect(run.wait(for: "Ready after"))
        #expect(run.wait(for: "host.sh | endpoint /"))
        let path = run.resources.appending(path: "run/local.Trial.endpoint/version.sock").path
        let stranger = try RunningBootstrapper(
            ["role", "get", "instance"],
            environment: ["WaRuntimeEndpoint": path]
        )
        #expect(stranger.end() != 0)
        #expect(run.wait(for: "runtime endpoint: cannot let process \(stranger.process.processIdentifier)"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [("socket", true), ("fifo", true), ("none", false)])
    func `the transport that the model names is the one in WaRuntimeEndpoint, for each process its own FIFOs`(
        transport: String,
        isThere: Bool
    ) throws {
        let role = try TemporaryRole()
        let attribute = "linux:runtimeEndpoint='\(transport)'"
        let script = """
            echo "$1 endpoint ${WaRuntimeEndpoint-none} $([ -p "$WaRuntimeEndpoint" ] && echo is a fifo)"
            wahostbootstrapper role get instance; echo "$1 ended with $?"
            """
        try role.task("task.sh first", script, with: attribute)
        try role.host("host.sh second", script + "\nexec sleep 600", with: attribute)
        let run = try role.run()
        #expect(run.wait(for: "second ended with"))
        #expect(run.stop(when: "Ready after") == 0)
        #expect(run.output.contains("first ended with 0") == isThere)
        #expect(run.output.contains("host.sh | Trial_IN_0") == isThere)
        #expect(run.output.contains("second endpoint none") == !isThere)
        #expect(run.output.contains("is a fifo") == (transport == "fifo"))
        let names = Set(run.output.matches(of: /endpoint (\/\S+)/).map { String($0.output.1) })
        #expect(names.count == (transport == "fifo" ? 2 : transport == "socket" ? 1 : 0))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a runtime folder that can not be made is a warning, and the role runs without an endpoint`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo endpoint ${WaRuntimeEndpoint-none}; exec sleep 600")
        let blocked = FileManager.default.temporaryDirectory.appending(path: "wahost-blocked-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: blocked.appending(path: "run"),
            withIntermediateDirectories: true
        )
        try Data().write(to: blocked.appending(path: "run/local.Trial.endpoint"))
        defer { try? FileManager.default.removeItem(at: blocked) }
        let run = try role.run("--resources", blocked.path)
        #expect(run.wait(for: "host.sh | endpoint none"))
        #expect(run.stop(when: "Ready after") == 0)
        #expect(run.output.contains("ignoring: the role runs without WaRuntimeEndpoint"))
    }
}
