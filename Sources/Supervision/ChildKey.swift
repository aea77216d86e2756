import Lifecycle

/// Whose process it is.
enum ChildKey: Hashable {
    /// The machine's.
    case child(ChildID)
    /// A readiness or status probe's.
    case probe(UInt64)
}
