/// Returns the name among `known` that was probably meant; nil when none is near.
func nearest(to written: String, among known: some Sequence<String>) -> String? {
    let folded = written.lowercased()
    guard folded.utf8.count <= 128, !folded.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for name in known where name != written {
        let distance = distance(from: Array(folded.utf8), to: Array(name.lowercased().utf8))
        guard distance <= max(1, min(6, min(folded.utf8.count, name.utf8.count) / 3)) else { continue }
        if best.map({ distance < $0.distance }) ?? true { best = (name, distance) }
    }
    return best?.name
}

/// Returns how many insertions, deletions, replacements and swaps of neighbours make one text of the other.
private func distance(from left: [UInt8], to right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var cost = min(last[column] + (byte == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        (beforeLast, last) = (last, current)
    }
    return last.last ?? 0
}

/// Returns the words as a person lists them: `'a', 'b' or 'c'`.
func listed(_ words: some Collection<String>) -> String {
    let shown = words.map { quoted($0) }
    guard shown.count > 1, let last = shown.last else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " or " + last
}
