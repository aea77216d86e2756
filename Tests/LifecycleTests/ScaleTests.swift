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

    @Test func `an event costs the same beside 8000 tasks as beside 1000`() {
        _ = life(100)
        let few = (0..<3).map { _ in life(1000) }.min() ?? .zero
        let many = (0..<3).map { _ in life(8000) }.min() ?? .zero
        print("1000 background tasks: \(few); 8000: \(many)")
        #expect(many < few * 24)  // 8 when it is linear, 64 when every event looks at every task.
    }
}
