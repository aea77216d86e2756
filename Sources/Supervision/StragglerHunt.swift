/// A hunt for descendants that outlived whoever made them.
struct StragglerHunt {
    /// Whether they are killed; they are asked to end otherwise.
    var kills: Bool
    /// Who has been asked.
    var asked: Set<Int32> = []
}
