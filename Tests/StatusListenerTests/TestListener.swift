import Dispatch
import Foundation

@testable import StatusListener

/// A listener on ports that the kernel has chosen, with content that a test changes.
final class TestListener: @unchecked Sendable {
    let queue = DispatchQueue(label: "listener-test")
    let listener: ReadinessListener
    private(set) var http: UInt16 = 0
    private(set) var agent: UInt16 = 0
    private(set) var azure: UInt16 = 0
    /// What is answered; to be changed by `change` only.
    var facts = Facts()

    struct Facts {
        var isReady = true
        var isLive = true
        var agentState: AgentState?
        var status = "{\"status\":\"ready\"}"
        var logs: [LogTail] = []
        var timeline = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"
        var metrics: (Bool) -> String = { "wahost_open_metrics \($0 ? 1 : 0)\n" }
        var asked = 0
    }

    init(limits: ListenerLimits = ListenerLimits(), page: Bool = true, address: String = "127.0.0.1:0") throws {
        let box = Box()
        var content = ListenerContent(isReady: { box.owner?.facts.isReady ?? false })
        content.isLive = { box.owner?.facts.isLive ?? false }
        content.agentState = {
            box.owner.map { $0.facts.agentState ?? ($0.facts.isReady ? .ready : .drain) } ?? .drain
        }
        if page {
            content.metrics = { box.owner?.facts.metrics($0) ?? "" }
            content.status = {
                box.owner?.facts.asked += 1
                return box.owner?.facts.status ?? ""
            }
            content.timeline = { box.owner?.facts.timeline ?? "" }
            content.logs = { box.owner?.facts.logs ?? [] }
            content.hasPage = true
        }
        listener = ReadinessListener(content: content, queue: queue, limits: limits)
        box.owner = self
        try queue.sync {
            if case .port(_, let port) = try listener.listen(on: ListenerAddress(address)) { http = port }
            if case .port(_, let port) = try listener.listenForAgentCheck(on: ListenerAddress("0")) { agent = port }
            if case .port(_, let port) = try listener.listenForAzureProbe(on: ListenerAddress("0")) { azure = port }
        }
    }

    deinit {
        let listener = listener
        queue.sync { listener.close() }
    }

    /// Changes what is answered, and tells the listener.
    func change(_ body: (inout Facts) -> Void) {
        queue.sync {
            body(&facts)
            listener.changed()
        }
    }

    /// What the queue sees.
    func look<Value: Sendable>(_ body: (ReadinessListener) -> Value) -> Value { queue.sync { body(listener) } }

    private final class Box: @unchecked Sendable {
        weak var owner: TestListener?
    }
}
