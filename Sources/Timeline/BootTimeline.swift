/// What one incarnation of a role did from its beginning: which task took how long, and what waited for what.
///
/// Moments are microseconds since `began`, by a clock that never jumps.
public struct BootTimeline: Hashable, Sendable {
    /// How the incarnation ended.
    public struct End: Hashable, Sendable {
        /// When.
        public var at: Int64
        /// Why; stable, for programs.
        public var kind: String
        /// The same for a person.
        public var text: String

        /// Creates an end.
        public init(at: Int64, kind: String, text: String) {
            self.at = at
            self.kind = kind
            self.text = text
        }
    }

    /// The version of the JSON form (`docs/reference/timeline.md`).
    public static let version = 1

    /// The instance's name.
    public var instance: String
    /// The role's name.
    public var role: String
    /// Which incarnation it is, from 1.
    public var incarnation: Int
    /// When it began, by the wall clock: milliseconds since 1970 (UTC).
    public var began: Int64
    /// How far it has been watched.
    public var until: Int64 = 0
    /// When it became Ready for the first time; nil while it has not.
    public var ready: Int64?
    /// How it ended; nil while it lasts.
    public var end: End?
    /// The startup tasks in file order, then the host.
    public var entries: [TimelineEntry] = []

    /// Creates a timeline without entries.
    public init(instance: String, role: String, incarnation: Int, began: Int64) {
        self.instance = instance
        self.role = role
        self.incarnation = incarnation
        self.began = began
    }

    /// Returns the entry with an index, nil when there is none.
    public func entry(_ index: Int) -> TimelineEntry? {
        entries.indices.contains(index) ? entries[index] : nil
    }
}
