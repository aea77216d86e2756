import Lifecycle
import Planning
import RoleModel
import Testing

@Suite struct HostTests {
    @Test func `a program runs in approot and is Ready as soon as it has been started`() {
        var scene = Scene("/usr/bin/node", "/role/approot/server.js")
        scene.program(#"node.cmd .\server.js"#)
        let host = scene.plan.host
        #expect(host?.command?.arguments == ["/usr/bin/node", "./server.js"])
        #expect(host?.workingDirectory == "/role/approot")
        #expect(host?.kind == .worker)
        #expect(host?.schedule.readyWhen == .started)
        #expect(host?.schedule.isResident == false)
        #expect(scene.plan.plan.host == host?.schedule)
    }

    @Test func `a program that approot has not is looked for in the role root`() {
        var scene = Scene("/role/run.sh")
        scene.program("run.cmd")
        #expect(scene.plan.host?.command?.program == "/role/run.sh")
        #expect(scene.plan.host?.workingDirectory == "/role/approot")
    }

    @Test func `when it is Ready follows setReadyOnProcessStart and readiness`() {
        var scene = Scene("/role/approot/run.sh")
        scene.program("run.sh")
        scene.role.runtime.linux.readiness = .tcp(host: "127.0.0.1", port: 80)
        #expect(scene.plan.host?.schedule.readyWhen == .readinessHolds)
        #expect(scene.plan.host?.schedule.readinessTimeout == .seconds(300))
        scene.program("run.sh", setReadyOnProcessStart: false)
        #expect(scene.plan.host?.schedule.readyWhen == .reported)
        #expect(scene.plan.host?.schedule.readinessTimeout == nil)
        #expect(scene.plan.host?.setAtLaunch == ["NOTIFY_SOCKET"])
    }

    @Test func `a missing program of the host is told at the entry point`() {
        var scene = Scene()
        scene.program("run.cmd")
        #expect(scene.codes == ["noSuchProgram"])
        #expect(scene.plan.diagnostics.first?.location == Scene.place(50))
        #expect(scene.plan.diagnostics.first?.why.hasPrefix("the host runs it; looked for approot/run.cmd") == true)
    }

    private func libraryScene(_ assembly: String, _ files: String..., sites: Bool = false) -> Scene {
        var scene = Scene()
        scene.files = MemoryFiles(["/opt/wahost/waworkerhost", "/opt/wahost/waiishost"] + files)
        scene.files.addFolder("/role/approot")
        scene.adjust = { $0.programsFolder = "/opt/wahost" }
        scene.role.runtime.entryPoint = .library(
            assemblyName: assembly,
            targetFrameworkVersion: "v4.0",
            location: Scene.place(50)
        )
        if sites { scene.role.sites = [] }
        return scene
    }

    @Test func `a role library is found under its native names and given to the host`() {
        let scene = libraryScene("My.Worker.dll", "/role/approot/libMy.Worker.so")
        #expect(scene.codes == [])
        #expect(scene.plan.host?.work == .library("/role/approot/libMy.Worker.so"))
        #expect(
            scene.plan.host?.command?.arguments == [
                "/opt/wahost/waworkerhost", "--library", "/role/approot/libMy.Worker.so",
            ]
        )
        #expect(scene.plan.host?.schedule.isResident == true)
        #expect(scene.plan.host?.schedule.readyWhen == .reported)
        #expect(libraryScene("Job.exe", "/role/approot/job.so").plan.host?.work == .library("/role/approot/job.so"))
    }

    @Test func `a full web role has its library in approot or approot bin`() {
        let scene = libraryScene("Web.dll", "/role/approot/bin/libWeb.so", sites: true)
        #expect(scene.plan.host?.work == .library("/role/approot/bin/libWeb.so"))
        #expect(scene.plan.host?.kind == .iis)
        #expect(scene.plan.host?.command?.program == "/opt/wahost/waiishost")
    }

    @Test func `a missing library or a missing host is a missing program`() {
        #expect(libraryScene("Gone.dll").codes == ["noSuchProgram"])
        var scene = libraryScene("Job.dll", "/role/approot/Job.so")
        scene.adjust = { _ in }
        #expect(scene.codes == ["noSuchProgram"])
    }

    @Test func `a role without an entry point has no host`() {
        let plan = Scene().plan
        #expect(plan.host == nil)
        #expect(plan.plan.host == nil)
        #expect(plan.isRunnable)
    }
}
