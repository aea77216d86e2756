/// What a file could not take, from the first fault to the next success.
struct LostOutput: Hashable {
    var lines = 0
    var bytes = 0
    var problem: Int32
    /// On the monotonic clock: not tried again before.
    var retryAt: Int64

    /// The words, for the file itself and for the console.
    var summary: String { "\(lines) lines (\(bytes) bytes) lost: \(ErrorText.of(problem))" }
}
