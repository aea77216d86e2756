import Foundation
import TestSurroundings
import Testing

/// `--readiness-listener`, `--status-page`, `--agent-check`, `--azure-probe`, `--drain` (behaviour D7, E1, H3).
@Suite(.serialized, .timeLimit(.minutes(1))) struct ListenerContractTests {
    /// A role that says Ready when `up` is there, and Busy again when `busy` is.
    private func role() throws -> TemporaryRole {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            "trap 'echo told to end; exit 0' TERM; echo host is up; while :; do sleep 600 & wait; done"
        )
        return role
    }

    @Test func `503 and drain before Ready, 200 and ready up while Ready, on 127.0.0.1 when only a port is written`()
        throws
    {
        let role = try role()
        try role.task("gate.sh", "echo gate waits; while [ ! -e open ]; do sleep 0.01; done")
        let run = try role.run("--readiness-listener", "0", "--agent-check", "0", "--azure-probe", "0")
        let http = try #require(PortClient("readiness", of: run))
        let agent = try #require(PortClient("agent-check", of: run))
        let azure = try #require(PortClient("Azure's probe", of: run))
        #expect(run.wait(for: "gate waits"))
        let early = try http.get("/ready")
        #expect(early.status == 503 && early.body.hasPrefix("Busy"))
        #expect(try http.get("/live").status == 200)
        #expect(try agent.exchange("") == "drain\n")
        #expect(try azure.exchange("x") == "")
        try role.script("open", "")
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        #expect(try http.get("/ready").status == 200)
        #expect(try agent.exchange("") == "ready up\n")
        #expect(try azure.exchange("x").hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(try http.get("/").status == 404)
        #expect(try http.get("/logs.json").status == 404)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test func `a stop leaves rotation first, and with a drain the host serves on until that is over`() throws {
        let role = try role()
        let run = try role.run("--readiness-listener", "0", "--agent-check", "0", "--drain", "30")
        let http = try #require(PortClient("readiness", of: run))
        let agent = try #require(PortClient("agent-check", of: run))
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        #expect(try http.get("/ready").status == 200)
        run.signal(SIGTERM)
        #expect(run.wait(for: "stopping in order"))
        #expect(try http.get("/ready").status == 503)
        #expect(try agent.exchange("") == "drain\n")
        #expect(try http.get("/status.json").body.contains(#""kind":"drain""#))
        #expect(!run.output.contains("told to end"))
        // The second request, another signal so that it is no echo, waits for nothing.
        run.signal(SIGINT)
        #expect(run.end() == 0)
        #expect(run.survivors() == [])
    }

    @Test func `after a drain the host is told to end`() throws {
        let role = try role()
        let run = try role.run("--drain", "0.3")
        #expect(run.stop(when: "host is up") == 0)
        #expect(run.says(inOrder: ["stopping in order", "everything serves on for 0.3 s", "told to end"]))
    }

    @Test func `the page, its logs and the picture come with --status-page, and only then`() throws {
        let role = try role()
        let run = try role.run("--readiness-listener", "127.0.0.1:0", "--status-page")
        let http = try #require(PortClient("status page", of: run))
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        let page = try http.get("/")
        #expect(page.status == 200)
        #expect(page.head.contains("Content-Security-Policy"))
        #expect(page.body.hasPrefix("<!doctype html>"))
        #expect(try http.get("/logs.json").body.contains(#"{"stream":"stdout","text":"host is up"}"#))
        #expect(try http.get("/timeline.svg").body.contains("<svg"))
        #expect(try http.get("/status.json").body.contains(#""phase":"ReadyRole""#))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test func `metrics count ends, restarts and StatusChecks, and Prometheus reads them`() throws {
        let role = try role()
        try role.task("once.sh", "printf 'one\\ntwo\\n'; exit 0")
        try role.task("again.sh", "echo again ran; exit 3", with: "taskType='background' linux:restart='on-failure'")
        let run = try role.run("--readiness-listener", "0", "--status-check-interval", "0.05")
        let http = try #require(PortClient("readiness", of: run))
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        var text = ""
        repeat {
            text = try http.get("/metrics").body
        } while !text.contains(#"wahost_task_log_lines_total{task="again.sh",type="background"} 2"# + "\n")
            || !text.contains(#"wahost_status_checks_total{result="ready"} 2"#)
        #expect(text.contains(#"wahost_task_exits_total{task="once.sh",type="simple",code="0"} 1"#))
        #expect(text.contains("wahost_instance_ready 1\n"))
        #expect(text.contains(#"wahost_task_running{task="host.sh",type="host"} 1"#))
        #expect(text.contains(#"wahost_task_resident_memory_bytes{task="host.sh",type="host"} "#))
        #expect(text.contains("process_open_fds "))
        // Of the first process and of one that was started again: none is counted late.
        #expect(text.contains(#"wahost_task_log_lines_total{task="once.sh",type="simple"} 2"# + "\n"))
        #expect(text.contains(#"wahost_task_log_bytes_total{task="once.sh",type="simple"} 8"# + "\n"))
        #expect(text.contains(#"wahost_task_log_lost_lines_total{task="once.sh",type="simple"} 0"# + "\n"))
        #expect(text.contains(#"wahost_task_restarts_total{task="again.sh",type="background"} 1"# + "\n"))
        #expect(text.contains("wahost_configuration_incarnation 1000\n"))
        let open = try http.get("/metrics", "Accept: application/openmetrics-text; version=1.0.0\r\n")
        #expect(open.body.hasSuffix("# EOF\n"))
        if Installed.has("promtool") {
            let judgement = try FinishedProgram.run(["promtool", "check", "metrics"], input: text)
            #expect(judgement.code == 0 && judgement.complained == "", "\(judgement)")
        }
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test func `an address that is taken is a warning with its mend, and the role runs`() throws {
        let other = try role()
        let first = try other.run("--readiness-listener", "0")
        let http = try #require(PortClient("readiness", of: first))
        let role = try role()
        let run = try role.run("--readiness-listener", "\(http.port)")
        #expect(run.wait(for: "cannot listen on '127.0.0.1:\(http.port)'"))
        #expect(run.wait(for: "--readiness-listener names another address"))
        #expect(run.stop(when: "host is up") == 0)
        first.signal(SIGTERM)
        #expect(first.end() == 0)
    }

    @Test(
        arguments: [
            (["--readiness-listener", "nowhere"], "cannot use --readiness-listener 'nowhere'"),
            (["--status-page"], "cannot use --status-page alone"),
        ]
    )
    func `what can not be read is a usage error`(options: [String], words: String) throws {
        let run = try RunningBootstrapper(["run"] + options + ["Examples/hello-worker"])
        #expect(run.end() == 64)
        #expect(run.output.contains(words))
    }

    @Test func `nobody listens on a port unless it was asked for`() throws {
        let role = try role()
        let run = try role.run()
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        #expect(!run.output.contains("listening for"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }
}
