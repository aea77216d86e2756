import Lifecycle
import Planning
import RoleModel

/// A role in `/role` and the machine around it.
struct Scene {
    var role = Role(name: "Mill", location: place(1))
    var files = MemoryFiles()
    var accounts = MemoryAccounts()
    var values: [RoleInstanceValuePath: String] = [:]
    var userID: UInt32 = 1_000
    var adjust: (inout PlanningInput) -> Void = { _ in }

    init(_ paths: String...) {
        files = MemoryFiles(paths)
        files.addFolder("/role/approot")
    }

    static func place(_ line: Int, _ column: Int = 5) -> FileLocation {
        FileLocation(file: "RoleModel.xml", line: line, column: column)
    }

    /// Adds a startup task.
    mutating func task(
        _ commandLine: String,
        _ type: TaskType = .simple,
        in folder: String? = nil,
        _ change: (inout StartupTask) -> Void = { _ in }
    ) {
        let line = 10 + role.startupTasks.count
        var task = StartupTask(
            commandLine: commandLine,
            location: Self.place(line),
            commandLineLocation: Self.place(line, 24)
        )
        task.taskType = type
        task.relativePath = folder
        change(&task)
        role.startupTasks.append(task)
    }

    /// Sets the entry point to a program.
    mutating func program(_ commandLine: String, setReadyOnProcessStart isReady: Bool = true) {
        role.runtime.entryPoint = .program(
            commandLine: commandLine,
            setReadyOnProcessStart: isReady,
            location: Self.place(50)
        )
    }

    var input: PlanningInput {
        var input = PlanningInput(
            role: role,
            roleRoot: "/role",
            deploymentID: "d1",
            instanceID: "Mill_IN_0",
            temporaryFolder: "/res/temp/d1.Mill/RoleTemp",
            userID: userID,
            groupID: userID,
            documentValue: { values[$0] }
        )
        input.inheritedEnvironment = [("PATH", "/usr/bin:/bin"), ("HOME", "/h")]
        adjust(&input)
        return input
    }

    var plan: RolePlan { RolePlan.make(input, fileSystem: files, accounts: accounts) }

    /// The only task's command.
    var command: ResolvedCommand? { plan.tasks.first?.command }

    /// The codes of the diagnostics, in order.
    var codes: [String] { plan.diagnostics.map(\.code) }

    /// Returns a variable of the only task.
    func variable(_ name: String) -> String? {
        plan.tasks.first?.environment.first { $0.name == name }?.value
    }
}

/// Returns a variable with a written value.
func literal(_ name: String, _ value: String) -> EnvironmentVariable {
    EnvironmentVariable(
        name: name,
        value: .literal(value),
        location: Scene.place(20),
        valueLocation: Scene.place(20, 40)
    )
}

/// Returns a variable with an xpath.
func selected(_ name: String, _ path: RoleInstanceValuePath) -> EnvironmentVariable {
    EnvironmentVariable(
        name: name,
        value: .roleInstanceValue(path),
        location: Scene.place(21),
        valueLocation: Scene.place(21, 40)
    )
}
