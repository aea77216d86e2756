/// What is wrong with one file, collected while it is read.
///
/// A class, because every part of a reading adds to the same list; it never leaves the reading.
final class Faults {
    /// How many errors, and how many warnings, are kept: a hostile file has a hundred thousand.
    static let limit = 200

    private var kept: [Diagnostic] = []
    private var errors = 0
    private var warnings = 0

    /// Whether there was an error.
    var hasErrors: Bool { errors > 0 }

    /// What was collected, in file order; the last one tells of those that were left out.
    var inOrder: [Diagnostic] {
        // Sorting by place and then by arrival keeps two faults of one attribute in the order in which they were found.
        let sorted = kept.enumerated().sorted { left, right in
            guard let first = left.element.location, let second = right.element.location, first != second else {
                return left.offset < right.offset
            }
            return first < second
        }
        let left = max(0, errors - Self.limit) + max(0, warnings - Self.limit)
        let shown = sorted.map(\.element)
        guard left > 0, let last = shown.last?.location else { return shown }
        return shown + [.tooManyFaults(left, isError: errors > Self.limit, at: last)]
    }

    /// Adds an error.
    func error(_ diagnostic: @autoclosure () -> Diagnostic) {
        errors += 1
        if errors <= Self.limit { kept.append(diagnostic()) }
    }

    /// Adds a warning.
    func warning(_ diagnostic: @autoclosure () -> Diagnostic) {
        warnings += 1
        guard warnings <= Self.limit else { return }
        var made = diagnostic()
        made.severity = .warning
        kept.append(made)
    }
}
