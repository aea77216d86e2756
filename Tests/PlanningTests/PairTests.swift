import Lifecycle
import Planning
import RoleModel
import Testing

@Suite struct PairTests {
    private func scene(readiness: Readiness?, files: String...) -> Scene {
        var scene = Scene()
        scene.files = MemoryFiles(files)
        scene.task("Agent.exe", .background, in: #"plugins\Agent"#) { $0.linux.readiness = readiness }
        scene.task("agent.EXE /BlockStartup", in: #"plugins\agent\"#)
        return scene
    }

    @Test func `where the agent declares readiness the bootstrapper waits, and no program is needed`() {
        let scene = scene(readiness: .file(path: #"run\ready"#), files: "/role/plugins/Agent/agent.sh")
        let plan = scene.plan
        #expect(plan.diagnostics.isEmpty)
        #expect(plan.plan.tasks[1].block == .native(agent: 0))
        #expect(plan.plan.tasks[0].watchesReadiness)
        #expect(plan.tasks[0].readiness?.readiness == .file(path: "/role/plugins/Agent/run/ready"))
        #expect(plan.tasks[1].command == nil)
        #expect(plan.tasks.allSatisfy { $0.blockChannel == nil })
        #expect(plan.tasks[1].name == "agent.EXE /blockStartup")
    }

    @Test func `otherwise the program is run and both find the channel in their environment`() {
        var scene = scene(readiness: nil, files: "/role/plugins/Agent/agent.sh")
        scene.adjust = { $0.runtimeFolder = "/run/wahost" }
        let tasks = scene.plan.tasks
        #expect(scene.plan.plan.tasks[1].block == .program(agent: 0))
        #expect(tasks[1].command?.arguments == ["/role/plugins/Agent/agent.sh", "/BlockStartup"])
        for task in tasks {
            #expect(task.blockChannel == "/run/wahost/blockStartup-1")
            #expect(task.environment.last?.name == "WaBlockStartupChannel")
            #expect(task.environment.last?.value == "/run/wahost/blockStartup-1")
        }
        scene.adjust = { _ in }
        #expect(scene.plan.tasks.map(\.setAtLaunch) == [["WaBlockStartupChannel"], ["WaBlockStartupChannel"]])
    }

    @Test func `the limit of a pair is the agent's, else the waiting task's, else the default`() {
        var scene = scene(readiness: .notify, files: "/role/plugins/Agent/agent.sh")
        scene.adjust = { $0.defaults.readinessTimeout = .seconds(9) }
        #expect(scene.plan.plan.tasks.map(\.readinessTimeout) == [.seconds(9), .seconds(9)])
        scene.role.startupTasks[1].linux.readinessTimeout = .seconds(8)
        #expect(scene.plan.plan.tasks.map(\.readinessTimeout) == [.seconds(8), .seconds(8)])
        scene.role.startupTasks[0].linux.readinessTimeout = .seconds(7)
        #expect(scene.plan.plan.tasks.map(\.readinessTimeout) == [.seconds(7), .seconds(7)])
    }

    @Test func `each readiness check by a command is resolved, too`() {
        var scene = scene(readiness: .exec(commandLine: "ping.cmd -n 1"), files: "/role/plugins/Agent/agent.sh")
        #expect(scene.codes == ["noSuchProgram"])
        scene.files.add("/role/plugins/Agent/ping.sh")
        #expect(scene.plan.tasks[0].readiness?.command?.arguments == ["/role/plugins/Agent/ping.sh", "-n", "1"])
    }

    @Test func `limits, restarts and codes go from the model into the machine's plan`() {
        var scene = Scene("/role/approot/x.sh")
        scene.task("x.sh") {
            $0.linux.timeout = .seconds(5)
            $0.linux.successExitCodes = [0, 3]
        }
        scene.task("x.sh", .background) {
            $0.linux.restart = .onFailure
            $0.linux.stopSignal = 3
        }
        scene.task("x.sh", .foreground)
        scene.task("x.sh", .background) { $0.linux.unlimited = [.stopTimeout] }
        scene.adjust = {
            $0.defaults.stopTimeout = .seconds(4)
            $0.defaults.recycle = .always
            $0.defaults.statusCheckInterval = .seconds(2)
            $0.defaults.onStopTimeout = .seconds(3)
        }
        let plan = scene.plan.plan
        #expect(plan.tasks.map(\.timeout) == [.seconds(5), nil, nil, nil])
        #expect(plan.tasks.map(\.successExitCodes) == [[0, 3], [0], [0], [0]])
        #expect(plan.tasks.map(\.restart) == [.never, .onFailure, .never, .never])
        #expect(plan.tasks.map(\.stopTimeout) == [.seconds(4), .seconds(4), nil, nil])
        #expect(plan.tasks.map(\.name) == ["x.sh", "x.sh#2", "x.sh#3", "x.sh#4"])
        #expect(scene.plan.tasks.map(\.stopSignal) == [15, 3, 15, 15])
        #expect(plan.recycle == .always)
        #expect(plan.statusCheckInterval == .seconds(2))
        #expect(plan.onStopTimeout == .seconds(3))
    }

    @Test func `Azure's log line joins root, folder and command without a change`() {
        var scene = Scene("/role/approot/startup.sh")
        scene.task(#".\startup.cmd"#, in: #"approot\"#)
        #expect(scene.plan.tasks.first?.loggedCommand == #"/role/approot/.\startup.cmd"#)
    }
}
