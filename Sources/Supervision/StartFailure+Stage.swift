import Glibc
import Kernel
import Lifecycle

extension StartFailure: Error {}

extension StartFailure {
    /// Creates the failure that a child wrote into its slot.
    init(_ slot: wak_launch_slot, of order: LaunchOrder) {
        self.init(stage: Self.stage(of: slot, in: order), error: slot.error)
    }

    /// Says what a child was doing, so that "cannot start 'x': " can stand before it.
    private static func stage(of slot: wak_launch_slot, in order: LaunchOrder) -> String {
        switch UInt32(bitPattern: slot.stage) {
        case WAK_STAGE_CLONE.rawValue: "making a process"
        case WAK_STAGE_GROUP.rawValue: "making a process group"
        case WAK_STAGE_SESSION.rawValue: "making a session"
        case WAK_STAGE_NULL_DEVICE.rawValue: "opening '/dev/null'"
        case WAK_STAGE_DESCRIPTOR.rawValue: "handing over descriptor \(slot.detail)"
        case WAK_STAGE_LIMIT.rawValue: "setting the limit \(limitName(slot.detail))"
        case WAK_STAGE_DIRECTORY.rawValue: "changing directory to '\(order.workingDirectory)'"
        case WAK_STAGE_EXECUTE.rawValue: "executing '\(order.program)'"
        case WAK_STAGE_INTERPRETER.rawValue:
            "finding the interpreter that '\(order.program)' names (in its first line, if it is a script)"
        case WAK_STAGE_MEMORY.rawValue: "taking the order"
        default: privilegeStage(of: slot, in: order)
        }
    }

    private static func privilegeStage(of slot: wak_launch_slot, in order: LaunchOrder) -> String {
        let user = order.credentials.map { "user \($0.user)" } ?? "the user"
        return switch UInt32(bitPattern: slot.stage) {
        case WAK_STAGE_GROUPS.rawValue: "taking on the groups of \(user)"
        case WAK_STAGE_GROUP_ID.rawValue: "becoming group \(order.credentials?.group ?? 0)"
        case WAK_STAGE_USER_ID.rawValue: "becoming \(user)"
        case WAK_STAGE_CAPABILITIES.rawValue: "dropping capabilities"
        case WAK_STAGE_NO_NEW_PRIVILEGES.rawValue: "giving up new privileges"
        case WAK_STAGE_PARENT_DEATH_SIGNAL.rawValue: "asking for signal \(slot.detail) on the bootstrapper's death"
        case WAK_STAGE_PARENT_GONE.rawValue: "looking for the bootstrapper"
        default: "taking the order apart"
        }
    }

    private static func limitName(_ number: Int32) -> String {
        ResourceLimit.Resource(rawValue: UInt32(bitPattern: number))?.name ?? "\(number)"
    }
}
