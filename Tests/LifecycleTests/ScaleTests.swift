import RoleModel
import Testing

@testable import Lifecycle

@Suite struct ScaleTests {
    /// Lets so many background tasks start, and stop; returns how long the machine thought about it.
    private func life(_ count: Int) -> Duration {
        var machine = Machine(Plan((0..<count).map { .background("b\($0)") }))
        return ContinuousClock().measure {
            _ = machine.handle(.startRequested)
            let children = machine.children.map(\.0)
            for child in children { _ = machine.handle(.childStarted(child)) }
            _ = machine.handle(.stopRequested)
            for child in children { _ = machine.handle(.childExited(child, .signaled(15))) }
            _ = machine.handle(.stragglersGone)
        }
    }

    @Test func `an event beside 16000 tasks costs no multiple of one beside 1000`() {
        _ = life(100)
        let few = (0..<3).map { _ in life(1000) }.min() ?? .zero
        let many = (0..<2).map { _ in life(16_000) }.min() ?? .zero
        print("The life of 1000 background tasks: \(few); of 16000: \(many).")
        // 16 when it is linear; 50 were seen, where the caches end; 256 when every event looks at every task.
        #expect(many < few * 110)
    }
}
