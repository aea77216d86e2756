import Dispatch
import EventSources

/// What clients are told without asking: nothing is made, and no timer is armed, unless somebody follows.
extension ControlServer {
    /// How many clients are told of a topic.
    var streams: Int { connections.values.count { $0.topic != nil } }

    /// Returns whether somebody is told of the topic.
    public func hasFollowers(of topic: ControlTopic) -> Bool { connections.values.contains { $0.topic == topic } }

    /// Tells an event to whoever follows; the line is made only then.
    public func push(_ line: () -> [UInt8]) {
        var made: [UInt8]?
        for connection in connections.values where connection.topic == .events {
            let bytes = made ?? line()
            made = bytes
            connection.push(bytes)
        }
    }

    /// Takes that the status may have changed; it is pushed at once, or together with what changes soon after.
    ///
    /// - Parameter isUrgent: whether somebody acts upon it: the instance has become Ready or Busy.
    public func statusChanged(isUrgent: Bool = false) {
        guard isUrgent || pace == nil, hasFollowers(of: .status) else { return }
        let rest = (isUrgent ? Self.urgentPace : Self.statusPace) - (ContinuousClock.now - statusPushed)
        guard rest > .zero else { return pushStatus() }
        pace?.cancel()
        pace = queue.timer(rest) { [weak self] in self?.pushStatus() }
    }

    func pushStatus() {
        pace?.cancel()
        pace = nil
        statusPushed = .now
        guard let statusLine else { return }
        var made: [UInt8]?
        for connection in connections.values where connection.topic == .status {
            guard connection.hasRoom else {
                owed.insert(connection.id)
                continue
            }
            let bytes = made ?? statusLine()
            made = bytes
            connection.push(bytes)
        }
    }

    /// Gives the latest status to a client that has now taken an earlier one.
    func payStatus(_ id: UInt64) {
        guard owed.remove(id) != nil, let statusLine else { return }
        connections[id]?.push(statusLine())
    }
}
