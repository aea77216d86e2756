import JSONText
import Lifecycle
import RoleModel

extension RolePlan {
    /// Returns the plan as JSON, `"version": 1`: members may be added, none changes its meaning within a version.
    public func json() -> String {
        JSON.object([
            ("version", .integer(1)),
            ("role", .string(roleName)),
            ("instance", .string(instanceID)),
            ("deployment", .string(deploymentID)),
            ("roleRoot", .string(roleRoot)),
            ("tasks", .array(tasks.map { $0.json(waitsFor: waits(before: $0)) })),
            ("host", host.map { $0.json(waitsFor: waits(before: nil)) } ?? .null),
            ("stopOrder", .array(stopOrder.map(\.json))),
            ("statusCheckIntervalSeconds", .limit(plan.statusCheckInterval)),
            ("onStopTimeoutSeconds", .limit(plan.onStopTimeout)),
            ("recycle", .string(plan.recycle.rawValue)),
            ("notes", .strings(notes)),
            ("diagnostics", .array(diagnostics.map(\.json))),
        ]).document
    }

    /// Returns the numbers of the tasks that must have ended well before the task, or the host, is started.
    func waits(before task: PlannedTask?) -> [Int] {
        tasks.filter { $0.type == .simple && $0.number < task?.number ?? .max }.map(\.number)
    }
}

extension PlannedTask {
    fileprivate func json(waitsFor: [Int]) -> JSON {
        .object([
            ("number", .integer(number)),
            ("name", .string(name)),
            ("type", .string(type.rawValue)),
            ("context", .string(context.rawValue)),
            ("module", .optional(moduleName)),
            ("location", location.json),
            ("commandLine", .string(commandLine)),
            ("command", command?.json ?? .null),
            ("workingDirectory", .string(workingDirectory)),
            ("user", credentials.json),
            ("environment", .array(environment.map(\.json))),
            ("setAtLaunch", .strings(setAtLaunch)),
            ("waitsFor", .array(waitsFor.map(JSON.integer))),
            ("blockStartup", blockJSON),
            ("readiness", .optional(readiness?.text)),
            ("readinessCommand", readiness?.command?.json ?? .null),
            ("readinessTimeoutSeconds", .limit(schedule.readinessTimeout)),
            ("timeoutSeconds", .limit(schedule.timeout)),
            ("restart", .string(schedule.restart.rawValue)),
            ("successExitCodes", schedule.successExitCodes.json),
            ("runtimeEndpoint", .optional(runtimeEndpoint?.rawValue)),
            ("stopSignal", .integer(Int(stopSignal))),
            ("stopTimeoutSeconds", .limit(schedule.stopTimeout)),
        ])
    }

    private var blockJSON: JSON {
        switch block {
        case nil: .null
        case .native(let agent):
            .object([("agent", .integer(agent + 1)), ("waits", .string("native")), ("channel", .null)])
        case .program(let agent):
            .object([
                ("agent", .integer(agent + 1)), ("waits", .string("program")), ("channel", .optional(blockChannel)),
            ])
        }
    }
}

extension PlannedHost {
    fileprivate func json(waitsFor: [Int]) -> JSON {
        let (workName, library): (String, String?) =
            switch work {
            case .program: ("program", nil)
            case .library(let path): ("library", path)
            }
        return .object([
            ("name", .string(schedule.name)),
            ("kind", .string(kind.rawValue)),
            ("work", .string(workName)),
            ("library", .optional(library)),
            ("context", .string(context.rawValue)),
            ("location", location.json),
            ("commandLine", .string(written)),
            ("command", command?.json ?? .null),
            ("workingDirectory", .string(workingDirectory)),
            ("user", credentials.json),
            ("environment", .array(environment.map(\.json))),
            ("setAtLaunch", .strings(setAtLaunch)),
            ("waitsFor", .array(waitsFor.map(JSON.integer))),
            ("readyWhen", .string(schedule.readyWhen.name)),
            ("readiness", .optional(readiness?.text)),
            ("readinessCommand", readiness?.command?.json ?? .null),
            ("readinessTimeoutSeconds", .limit(schedule.readinessTimeout)),
            ("statusCheck", .optional(statusCheck?.text)),
            ("statusCheckCommand", statusCheck?.command?.json ?? .null),
            ("successExitCodes", schedule.successExitCodes.json),
            ("runtimeEndpoint", .optional(runtimeEndpoint?.rawValue)),
            ("stopSignal", .integer(Int(stopSignal))),
            ("stopTimeoutSeconds", .limit(schedule.stopTimeout)),
        ])
    }
}

extension Plan.Host.ReadyWhen {
    fileprivate var name: String {
        switch self {
        case .started: "started"
        case .readinessHolds: "readinessHolds"
        case .reported: "reported"
        }
    }
}

extension Set<UInt8> {
    fileprivate var json: JSON { .array(sorted().map { .integer(Int($0)) }) }
}
