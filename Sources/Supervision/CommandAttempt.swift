import Dispatch
import EventSources
import Lifecycle

/// Runs a command to its end, or to its limit; calls back only when it is gone, so that there are never two.
final class CommandAttempt: ProbeAttempt {
    private let children: ChildProcesses
    private let order: LaunchOrder
    private var timer: (any DispatchSourceTimer)?
    private var key: ChildKey?
    private var isLate = false
    private var answer: ((Bool?) -> Void)?

    init(_ order: LaunchOrder, children: ChildProcesses) {
        self.children = children
        self.order = order
    }

    func begin(limit: Duration, _ answer: @escaping (Bool?) -> Void) {
        self.answer = answer
        let key = children.makeProbeKey()
        self.key = key
        // They refer to this object: it stays until the command has ended.
        let launch = Launch(
            key: key,
            order: order,
            started: { if case .failure = $0 { self.finish(false) } },
            exited: { status, _ in self.finish(self.isLate ? nil : status == .exited(code: 0)) }
        )
        children.spawn(launch)
        timer = children.queue.timer(limit) { [weak self] in
            self?.isLate = true
            self?.children.send(.kill, to: key)
        }
    }

    func cancel() {
        answer = nil
        timer?.cancel()
        if let key { children.send(.kill, to: key) }
    }

    private func finish(_ holds: Bool?) {
        timer?.cancel()
        key = nil
        answer?(holds)
        answer = nil
    }
}
