/// Does something after it has been counted to the end.
final class Countdown {
    private var left: Int
    private let end: () -> Void

    /// Creates a countdown from a number.
    init(_ number: Int, end: @escaping () -> Void) {
        left = number
        self.end = end
    }

    /// Counts one.
    func count() {
        left -= 1
        if left == 0 { end() }
    }
}
