import Dispatch
import Lifecycle

/// Asks once whether a child is Ready or Busy (StatusCheck, behaviour D6).
///
/// Lives on the shared queue.
public final class StatusProbe: @unchecked Sendable {
    private let condition: ReadinessCondition
    private let queue: DispatchQueue
    private let children: ChildProcesses
    private let watcher: ReadinessWatcher?
    private var attempt: (any ProbeAttempt)?
    private var check: UInt64 = 0

    /// Creates a probe.
    ///
    /// - Parameters:
    ///   - condition: Ready if it holds.
    ///   - queue: the shared queue.
    ///   - children: runs the commands of `exec`.
    ///   - watcher: for `notify` and `fd`, which can not be asked: the child's, whose last word is the answer; there is
    ///     none while it has missed its watchdog.
    public init(
        _ condition: ReadinessCondition,
        queue: DispatchQueue,
        children: ChildProcesses,
        watcher: ReadinessWatcher? = nil
    ) {
        self.condition = condition
        self.queue = queue
        self.children = children
        self.watcher = watcher
    }

    /// Asks; the answer comes once, later: nil when there was none within the limit, or an earlier question is still open.
    public func check(limit: Duration, answer: @escaping (RoleInstanceStatus?) -> Void) {
        guard attempt == nil else { return queue.later { answer(nil) } }
        guard let attempt = condition.makeAttempt(queue: queue, children: children) else {
            // Who has missed its watchdog does not answer.
            return queue.later { answer(self.watcher.map { $0.isSilent ? nil : $0.reported } ?? .busy) }
        }
        self.attempt = attempt
        check &+= 1
        let number = check
        queue.later {
            guard number == self.check else { return }
            attempt.begin(limit: limit) { [weak self] holds in
                guard let self, number == self.check else { return }
                self.attempt = nil
                answer(holds.map { $0 ? .ready : .busy })
            }
        }
    }

    /// Forgets an open question; its answer does not come.
    public func cancel() {
        check &+= 1
        attempt?.cancel()
        attempt = nil
    }
}
