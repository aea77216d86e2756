/// One process, and no later one with its number.
struct ProcessIdentity: Equatable {
    let pid: Int32
    /// See `ProcessTable.Place.birth`.
    let birth: UInt64
}
