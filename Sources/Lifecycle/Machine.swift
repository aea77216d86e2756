import RoleModel

/// The machine that decides, without clock, process or log.
public struct Machine: Hashable, Sendable {
    /// What will happen.
    public let plan: Plan

    /// Creates a machine that waits for `startRequested`.
    public init(_ plan: Plan) {
        self.plan = plan
    }

    /// Takes a fact and returns what is to be done, in order.
    public mutating func handle(_ event: Event) -> [Effect] { [] }
}
