import Lifecycle
import Planning
import Supervision

final class ReadinessWatcher { func childStarted(pid: Int32) {}; func cancel() {} }
extension RoleRun {
    func connect(_ order: inout LaunchOrder, _ child: ChildID, readiness: PlannedReadiness?) throws(StartFailure) {}
    func watchReadiness(_ child: ChildID) {}
    func unwatchReadiness(_ child: ChildID) {}
    func checkStatus(_ check: StatusCheckID, _ child: ChildID) { handle(.statusCheckAnswered(check, .ready)) }
}
