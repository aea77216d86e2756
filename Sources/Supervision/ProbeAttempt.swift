import Dispatch
import Glibc
import Kernel
import Lifecycle

/// One attempt to find out whether a condition holds.
///
/// Lives on the shared queue.
protocol ProbeAttempt: AnyObject {
    /// Begins; calls back once, unless it is cancelled before. Nil: no answer within the limit.
    func begin(limit: Duration, _ answer: @escaping (Bool?) -> Void)
    /// Ends without an answer.
    func cancel()
}

/// Looks whether a file is there.
final class FileAttempt: ProbeAttempt {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    func begin(limit: Duration, _ answer: @escaping (Bool?) -> Void) { answer(access(path, F_OK) == 0) }

    func cancel() {}
}

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

extension ReadinessCondition {
    /// Makes an attempt; nil for conditions that are told, not asked for.
    func makeAttempt(queue: DispatchQueue, children: ChildProcesses) -> (any ProbeAttempt)? {
        switch self {
        case .notify, .fd: nil
        case .tcp(let host, let port):
            ConnectionAttempt(queue: queue) { HostName.address(of: host).map { wak_connect_tcp($0, port) } }
        case .unix(let path): ConnectionAttempt(queue: queue) { wak_connect_unix(path) }
        case .http(let host, let port, let target):
            ConnectionAttempt(queue: queue, request: HTTPProbe.request(host: host, port: port, target: target)) {
                HostName.address(of: host).map { wak_connect_tcp($0, port) }
            }
        case .file(let path): FileAttempt(path)
        case .exec(let order): CommandAttempt(order, children: children)
        }
    }
}
