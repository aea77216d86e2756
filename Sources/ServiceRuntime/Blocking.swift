import Dispatch
import Synchronization

/// Asynchronous code that a thread of C waits for.
enum Blocking {
    private final class Outcome<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }

    /// Runs `work` and waits for what it returns.
    ///
    /// Never on a thread of Concurrency.
    static func wait<Value: Sendable>(for work: @escaping @Sendable () async -> Value, else missing: Value) -> Value {
        let outcome = Outcome<Value>()
        Task {
            let value = await work()
            outcome.value.withLock { $0 = value }
            outcome.isThere.signal()
        }
        outcome.isThere.wait()
        return outcome.value.withLock { $0 } ?? missing
    }
}
