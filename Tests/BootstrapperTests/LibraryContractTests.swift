import Foundation
import TestSurroundings
import Testing

/// Role libraries: every way in which they end (behaviour D3, D4, D6, E1).
@Suite(.serialized) struct LibraryContractTests {
    private static let hasCompiler = Installed.has("clang")

    /// A role whose host is a library with these callbacks in C.
    private func role(_ callbacks: [String: String]) throws -> TemporaryRole {
        let role = try TemporaryRole()
        try role.library("Trial.dll")
        let given = callbacks.keys.sorted().map { ".\($0) = \($0)," }.joined(separator: " ")
        let source = """
            #include <fcntl.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            #include "waroleentrypoint.h"
            static void say(const char *text) { puts(text); fflush(stdout); }
            static const WaRoleHost *theHost;
            \(callbacks.values.sorted().joined(separator: "\n"))
            WA_ROLE_EXPORT const WaRoleEntryPoint *waRoleEntryPoint(uint32_t version) {
                (void)version; (void)theHost; (void)say;
                static const WaRoleEntryPoint role = {
                    .version = WA_ROLE_VERSION, .size = sizeof(WaRoleEntryPoint), \(given)
                };
                return &role;
            }

            """
        try Data(source.utf8).write(to: URL(filePath: role.path("role.c")))
        let headers = RunningBootstrapper.root.appending(path: "Sources/CRoleEntryPoint/include").path
        let compiled = try FinishedProgram.run([
            "clang", "-shared", "-fPIC", "-O0", "-I", headers, role.path("role.c"), "-o", role.path("libTrial.so"),
        ])
        #expect(compiled.code == 0, "\(compiled.complained)")
        return role
    }

    /// Stopping and OnStop that say so, beside these.
    private func callbacks(_ others: [String: String]) -> [String: String] {
        others.merging([
            "stopping": "static void stopping(void *c) { (void)c; say(\"Stopping is raised\"); }",
            "onStop": "static void onStop(void *c) { (void)c; say(\"OnStop runs\"); }",
        ]) { first, _ in first }
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: hasCompiler))
    func `the instance is Busy while OnStart runs, Ready with Run, and a stop raises Stopping, then OnStop`() throws {
        let role = try role(
            callbacks([
                "onStart": """
                static int32_t onStart(void *c, const WaRoleHost *h) {
                    (void)c; theHost = h; say("OnStart runs"); return open("go", O_RDONLY) >= 0;
                }
                """,
                "run": "static void run(void *c) { (void)c; say(\"Run runs\"); for (;;) pause(); }",
            ])
        )
        // Whoever opens it to read waits for somebody who writes.
        mkfifo(role.path("go"), 0o600)
        let run = try role.run()
        #expect(run.wait(for: "OnStart runs"))
        #expect(!run.output.contains("Ready after"))
        let gate = open(role.path("go"), O_RDWR | O_CLOEXEC)
        defer { close(gate) }
        #expect(run.wait(for: "Run runs"))
        #expect(run.stop(when: "Ready after") == 0)
        // What a role prints and what we say come by different ways: each is in order.
        #expect(run.says(inOrder: ["OnStart runs", "Stopping is raised", "OnStop runs"]))
        #expect(run.says(inOrder: ["Ready after", "wahost | Busy"]))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: hasCompiler))
    func `a role library finds WaRuntimeEndpoint, and is answered there, in OnStart and in Run`() throws {
        let ask = "system(\"wahostbootstrapper role get deployment --json; wahostbootstrapper role set-status busy\")"
        let role = try role(
            callbacks([
                "onStart": """
                static int32_t onStart(void *c, const WaRoleHost *h) {
                    (void)c; theHost = h; say(getenv("WaRuntimeEndpoint") ? "endpoint is set" : "endpoint is not set");
                    return system("wahostbootstrapper role get instance --json") == 0;
                }
                """,
                "run": "static void run(void *c) { (void)c; \(ask); for (;;) pause(); }",
            ])
        )
        let run = try role.run()
        #expect(run.wait(for: "endpoint is set"))
        #expect(run.wait(for: #""updateDomain":0"#))
        #expect(run.wait(for: #""emulated":false"#))
        #expect(run.stop(when: "wahost | Busy") == 0)
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: hasCompiler))
    func `OnStart that returns false ends the run with 85, without Stopping and OnStop`() throws {
        let role = try role(
            callbacks([
                "onStart":
                    "static int32_t onStart(void *c, const WaRoleHost *h) { (void)c; (void)h; say(\"no mill here\"); return 0; }"
            ])
        )
        let run = try role.run()
        #expect(run.end() == 85)
        #expect(run.output.contains("OnStart returned false"))
        #expect(run.output.contains("  | no mill here"))
        #expect(!run.output.contains("Ready after"))
        #expect(!run.output.contains("Stopping is raised") && !run.output.contains("OnStop runs"))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: hasCompiler), arguments: ["OnStart", "Run"])
    func `a crash names the signal and where it was, shows the last lines, and ends without Stopping and OnStop`(
        place: String
    ) throws {
        let crash = "say(\"about to crash\"); *(volatile int *)8 = 1;"
        let role = try role(
            callbacks([
                "onStart":
                    "static int32_t onStart(void *c, const WaRoleHost *h) { (void)c; (void)h; \(place == "OnStart" ? crash : "") return 1; }",
                "run": "static void run(void *c) { (void)c; \(place == "Run" ? crash : "") for (;;) pause(); }",
            ])
        )
        let run = try role.run()
        #expect(run.end() == 139)
        #expect(run.output.contains("host 'Trial.dll' (RoleModel.xml:9:17) was ended by signal 11 (SEGV)"))
        #expect(run.output.contains(", in OnStart;") == (place == "OnStart"))
        #expect(run.output.contains("  | about to crash"))
        #expect(!run.output.contains("Stopping is raised") && !run.output.contains("OnStop runs"))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: hasCompiler))
    func `Run that returns raises Stopping and OnStop and ends the run with 84`() throws {
        let role = try role(callbacks(["run": "static void run(void *c) { (void)c; say(\"Run is done\"); }"]))
        let run = try role.run()
        #expect(run.end() == 84)
        #expect(run.output.contains("Run has returned: stopping in order, to begin again"))
        #expect(run.says(inOrder: ["Ready after", "wahost | Busy", "stopped for a recycle"]))
        #expect(run.says(inOrder: ["Run is done", "Stopping is raised", "OnStop runs"]))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: hasCompiler))
    func `OnStop beyond its limit is ended at it, and the stop is one as asked`() throws {
        let role = try role(
            callbacks(["onStop": "static void onStop(void *c) { (void)c; say(\"OnStop hangs\"); for (;;) pause(); }"])
        )
        let run = try role.run("--on-stop-timeout", "1", "--stop-timeout", "0.3")
        #expect(run.stop(when: "Ready after") == 0)
        #expect(run.output.contains("OnStop hangs"))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: hasCompiler))
    func `SetBusy in StatusCheck holds until the next check, and is published`() throws {
        let role = try role(
            callbacks([
                "statusCheck":
                    "static void statusCheck(void *c, WaStatusCheck *s) { (void)c; if (!access(\"full\", F_OK)) s->setBusy(s); }"
            ])
        )
        let above = try NotifySocketOfTest()
        let run = try role.run("--status-check-interval", "0.05", environment: ["NOTIFY_SOCKET": above.path])
        #expect(above.receive(until: "READY=1"))
        try role.script("full", "")
        #expect(above.receive(until: "STATUS=Busy"))
        try FileManager.default.removeItem(atPath: role.path("full"))
        #expect(above.receive(until: "STATUS=Ready"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a library that is not there is told before anything runs, with every place that was looked at`() throws {
        let role = try TemporaryRole()
        try role.library("Mill.dll")
        let run = try role.run()
        #expect(run.end() == 78)
        #expect(run.output.contains("cannot find a role library for 'Mill.dll'"))
        #expect(run.output.contains("approot/libMill.so") && run.output.contains("approot/Mill.so"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a library that can not be loaded ends the run with 86 and the loader's reason`() throws {
        let role = try TemporaryRole()
        try role.library("Mill.dll")
        try role.script("libMill.so", "this is no library")
        let run = try role.run()
        #expect(run.end() == 86)
        #expect(run.output.contains("libMill.so"))
    }
}
