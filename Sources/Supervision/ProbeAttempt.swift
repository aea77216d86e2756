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
