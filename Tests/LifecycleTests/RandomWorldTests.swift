import Lifecycle
import Testing

@Suite struct RandomWorldTests {
    /// A world is told by its seed: `RandomWorld(seed: 17)` lives the same life again.
    @Test func `in 6000 worlds by chance every promise is kept and a stop always comes to its end`() {
        var steps = 0
        for seed in 0..<6000 {
            var world = RandomWorld(seed: UInt64(seed))
            world.live(steps: 60)
            steps += world.steps
            if let promise = world.broken.first {
                Issue.record("world \(seed): \(promise)")
                return
            }
        }
        print("Lived 6000 worlds: \(steps) events.")
    }
}
