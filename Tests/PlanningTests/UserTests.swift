import Planning
import RoleModel
import Testing

@Suite struct UserTests {
    private func scene(root owner: UInt32 = 0, as userID: UInt32 = 0) -> Scene {
        var scene = Scene()
        scene.files = MemoryFiles([])
        scene.files.addFolder("/role", owner: owner)
        scene.files.add("/role/approot/x.sh")
        scene.userID = userID
        scene.task("x.sh")
        scene.role.startupTasks[0].executionContext = .limited
        return scene
    }

    private func credentials(_ scene: Scene) -> PlannedCredentials? { scene.plan.tasks.first?.credentials }

    @Test func `an elevated task runs as the bootstrapper, unrestricted`() {
        var scene = scene(root: 1_000)
        scene.role.startupTasks[0].executionContext = .elevated
        let user = credentials(scene)
        #expect(user?.uid == 0)
        #expect(user?.changesUser == false)
        #expect(user?.noNewPrivileges == false)
        #expect(user?.dropsCapabilities == false)
    }

    @Test func `a limited task of a root bootstrapper runs as the owner of the role root`() {
        let scene = scene(root: 1_000)
        let user = credentials(scene)
        #expect(user?.uid == 1_000)
        #expect(user?.groups == [1_000, 4])
        #expect(user?.noNewPrivileges == true)
        #expect(user?.dropsCapabilities == true)
        #expect(user?.changesUser == true)
        #expect(scene.variable("HOME") == "/home/mill")
        #expect(scene.variable("USER") == "mill")
        #expect(scene.variable("LOGNAME") == "mill")
        #expect(scene.variable("SHELL") == "/bin/dash")
        #expect(scene.plan.notes.isEmpty)
    }

    @Test func `role-user comes before the task's user, which comes before the role's, which comes before the owner`() {
        var scene = scene(root: 4_711)
        #expect(credentials(scene)?.userName == "4711")
        scene.role.user = "mill"
        #expect(credentials(scene)?.userName == "mill")
        scene.role.startupTasks[0].linux.user = "redis"
        #expect(credentials(scene)?.userName == "redis")
        scene.adjust = { $0.roleUser = "1000" }
        #expect(credentials(scene)?.userName == "mill")
    }

    @Test func `without a role user a limited task runs as the current one, with one note that says how to change it`()
    {
        var scene = scene(as: 1_000)
        scene.task("x.sh")
        let user = credentials(scene)
        #expect(user?.uid == 1_000)
        #expect(user?.changesUser == false)
        #expect(user?.noNewPrivileges == true)
        #expect(user?.dropsCapabilities == false)
        #expect(scene.plan.notes.count == 1)
        #expect(scene.plan.notes.first?.contains("--role-user") == true)
        #expect(scene.variable("HOME") == "/h")
        scene.userID = 0
        #expect(scene.plan.notes.first?.contains("belongs to root") == true)
    }

    @Test(arguments: [
        ("ghost", "noSuchUser"), ("redis", "cannotChangeUser"), ("mill", nil), ("4294967295", "noSuchUser"),
    ])
    func `a user that can not be had is an error where it is written`(user: String, code: String?) {
        var scene = scene(as: 1_000)
        scene.role.startupTasks[0].linux.user = user
        #expect(scene.codes == [code].compactMap(\.self))
        #expect(scene.plan.diagnostics.first?.location == (code == nil ? nil : Scene.place(10)))
    }

    @Test func `a role user is told once, not for each task`() {
        var scene = scene(as: 1_000)
        scene.task("x.sh")
        scene.program("x.sh")
        scene.adjust = { $0.roleUser = "redis" }
        #expect(scene.codes == ["cannotChangeUser"])
    }

    @Test func `an elevated task with a user of its own is a warning`() {
        var scene = scene()
        scene.role.startupTasks[0].executionContext = .elevated
        scene.role.startupTasks[0].linux.user = "mill"
        #expect(scene.codes == ["elevatedUser"])
        #expect(scene.plan.isRunnable)
    }

    @Test func `a role root that the role user can not reach is told: which folder, whose, which mode`() {
        var scene = scene()
        scene.files = MemoryFiles([])
        scene.files.addFolder("/srv", mode: 0o710, owner: 70)
        scene.files.add("/srv/mill/approot/x.sh")
        scene.adjust = {
            $0.roleRoot = "/srv/mill"
            $0.roleUser = "mill"
        }
        #expect(scene.codes == ["unreachableFolder"])
        #expect(scene.plan.diagnostics.first?.what == "cannot reach '/srv/mill' as the role user 'mill'")
        #expect(
            scene.plan.diagnostics.first?.why
                == "'/srv' belongs to redis (group 70) and its mode 0710 does not let mill (1000:1000) through"
        )
        scene.accounts.all[1].gid = 70
        #expect(scene.codes == [], "the group may pass")
        scene.adjust = {
            $0.roleRoot = "/srv/mill"
            $0.roleUser = "root"
        }
        #expect(scene.codes == [], "root passes everywhere")
    }

    @Test(arguments: [
        (UInt32(70), UInt32(70), UInt32(0o100), true), (70, 70, 0o011, false), (71, 70, 0o010, true),
        (71, 70, 0o101, false), (71, 71, 0o001, true), (71, 71, 0o110, false),
    ])
    func `the first of owner, group and others that fits decides`(uid: UInt32, gid: UInt32, mode: UInt32, passes: Bool)
    {
        var scene = scene()
        scene.files.addFolder("/role", mode: mode, owner: 70)
        scene.accounts.all = [Account(name: "u", uid: uid, gid: gid, home: "/", shell: "/bin/sh")]
        scene.adjust = { $0.roleUser = "u" }
        #expect(scene.codes == (passes ? [] : ["unreachableFolder"]))
    }

    @Test func `the host follows the same rules`() {
        var scene = scene(root: 1_000)
        scene.program("x.sh")
        #expect(scene.plan.host?.credentials.userName == "mill")
        scene.role.runtime.linux.user = "redis"
        #expect(scene.plan.host?.credentials.userName == "redis")
        scene.role.runtime.executionContext = .elevated
        #expect(scene.plan.host?.credentials.uid == 0)
    }
}
