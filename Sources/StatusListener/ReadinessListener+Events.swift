import Dispatch

extension ReadinessListener {
    /// A sign of life is sent when there was nothing else for so long.
    private static let silence: Duration = .seconds(15)

    /// Tells those who follow events that something has changed: at once, and not more often than ten times a second,
    /// unless the instance has become Ready or Busy.
    ///
    /// To be called on the queue after whatever changes the status document; costs nothing while nobody follows.
    public func changed() {
        guard !streams.isEmpty else { return }
        let isReady = content.isReady()
        let calm = isReady == toldReady ? limits.calm : limits.haste
        toldReady = isReady
        let now = ContinuousClock.now
        let due = max(lastPush.map { $0 + calm } ?? now, now)
        if let pushDue, pushDue <= due { return }
        pushDue = due
        if due > now {
            let microseconds = Int(((due - now) / .microseconds(1)).rounded(.up))
            queue.asyncAfter(deadline: .now() + .microseconds(microseconds)) { [weak self] in self?.push(due) }
        } else {
            // What has happened may have more consequences before the queue comes to it.
            queue.async { [weak self] in self?.push(due) }
        }
    }

    private func push(_ due: ContinuousClock.Instant) {
        // One that was due later was brought forward.
        guard due == pushDue else { return }
        pushDue = nil
        lastPush = .now
        guard !streams.isEmpty, let status = content.status else { return }
        send(Self.event("status", status()))
    }

    private func send(_ event: [UInt8]) {
        lastSign = .now
        for client in streams.values { client.push(event) }
    }

    /// A client has come to where it waits for events.
    func follow(_ client: Client) {
        let isNew = streams[client.id] == nil
        guard isNew || client.isBehind else { return }
        client.isBehind = false
        streams[client.id] = client
        if beat == nil { begin() }
        // Everything that it has to know; later events tell what has changed.
        let text = (isNew ? Array("retry: 1000\n\n".utf8) : []) + everything
        queue.async { client.push(text) }
    }

    private var everything: [UInt8] {
        (content.status.map { Self.event("status", $0()) } ?? [])
            + (content.logs.map { Self.event("logs", LogTail.json($0())) } ?? [])
    }

    func endStream(_ id: UInt64) {
        guard streams.removeValue(forKey: id) != nil, streams.isEmpty else { return }
        beat?.cancel()
        beat = nil
        lastLogs = []
    }

    /// Looks at the logs from time to time: to be told of each line would hold up whoever writes them.
    private func begin() {
        lastSign = .now
        let beat = DispatchSource.makeTimerSource(queue: queue)
        let milliseconds = max(Int(limits.beat / .milliseconds(1)), 10)
        beat.schedule(deadline: .now() + .milliseconds(milliseconds), repeating: .milliseconds(milliseconds))
        beat.setEventHandler { [weak self] in self?.look() }
        beat.activate()
        self.beat = beat
    }

    private func look() {
        if let logs = content.logs {
            let event = Self.event("logs", LogTail.json(logs()))
            if event != lastLogs {
                lastLogs = event
                send(event)
            }
        }
        if .now - lastSign >= Self.silence { send(Array(": still here\n\n".utf8)) }
    }

    /// Returns an event; one of several lines becomes several lines of data.
    static func event(_ name: String, _ data: String) -> [UInt8] {
        var text = Array("event: \(name)\n".utf8)
        for line in data.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            text += Array("data: ".utf8) + line
            text.append(0x0A)
        }
        text.append(0x0A)
        return text
    }
}
