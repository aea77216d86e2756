/// Where moments lie in the picture, and which of them are written on its axis.
struct TimeAxis {
    /// The longest time that is shown, in microseconds; at least 1.
    let horizon: Int64
    /// Where the axis begins.
    let left: Double
    /// Where it ends.
    let right: Double

    init(horizon: Int64, left: Double, right: Double) {
        self.horizon = max(horizon, 1)
        self.left = left
        self.right = right
    }

    /// Returns the place of a moment; what lies outside is put at the edge.
    func place(_ moment: Int64) -> Double {
        let clamped = min(max(moment, 0), horizon)
        return left + (right - left) * Double(clamped) / Double(horizon)
    }

    /// The moments that are written, at most nine, evenly apart.
    var ticks: [Int64] {
        let step = Self.step(for: horizon)
        return (0...8).map { $0 * step }.filter { $0 <= horizon }
    }

    /// Returns what is written at one of the ticks.
    func label(_ tick: Int64) -> String {
        if tick == 0 { return "0" }
        let step = Self.step(for: horizon)
        switch step {
        case ..<1_000: return "\(tick) µs"
        case ..<200_000 where horizon < 1_000_000: return "\(tick / 1_000) ms"
        case ..<1_000_000: return DurationText.decimal(tick, unit: 1_000_000, digits: Self.decimals(step)) + " s"
        case ..<60_000_000:
            let seconds = tick / 1_000_000
            return horizon < 180_000_000 ? "\(seconds) s" : "\(seconds / 60):\(Self.two(seconds % 60)) min"
        case ..<3_600_000_000:
            let minutes = tick / 60_000_000
            return horizon < 10_800_000_000 ? "\(minutes) min" : "\(minutes / 60):\(Self.two(minutes % 60)) h"
        case ..<86_400_000_000: return "\(tick / 3_600_000_000) h"
        default: return "\(tick / 86_400_000_000) d"
        }
    }

    private static func decimals(_ step: Int64) -> Int {
        step % 100_000 == 0 ? 1 : step % 10_000 == 0 ? 2 : 3
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The smallest step of a usual size that leads to the horizon in eight.
    private static func step(for horizon: Int64) -> Int64 {
        var steps: [Int64] = []
        var power: Int64 = 1
        while power < 10_000_000 {
            steps += [power, 2 * power, 5 * power]
            power *= 10
        }
        let minutes: [Int64] = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200]
        steps += minutes.map { $0 * 1_000_000 }
        steps.removeAll { $0 == 20_000_000 || $0 == 50_000_000 }
        if let step = steps.first(where: { $0 >= horizon / 8 + (horizon % 8 == 0 ? 0 : 1) }) { return step }
        var days: Int64 = 86_400_000_000
        while days < horizon / 8 + 1 { days = days.multipliedReportingOverflow(by: 2).partialValue }
        return days
    }
}
