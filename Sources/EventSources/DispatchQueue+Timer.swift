import Dispatch

extension DispatchQueue {
    /// Starts a timer that fires once, unless it is cancelled before.
    ///
    /// - Parameters:
    ///   - after: how long it waits; a duration below zero is none, and none is longer than a hundred years.
    ///   - handler: called on the queue.
    /// - Returns: the timer, running.
    public func timer(_ after: Duration, _ handler: @escaping () -> Void) -> any DispatchSourceTimer {
        let source = DispatchSource.makeTimerSource(flags: .strict, queue: self)
        source.schedule(deadline: .now() + .nanoseconds(after.clampedNanoseconds))
        // It refers to itself until it is cancelled, which it always is in the end.
        source.setEventHandler {
            guard !source.isCancelled else { return }
            source.cancel()
            handler()
        }
        source.activate()
        return source
    }
}

extension Duration {
    /// The duration in nanoseconds, between none and a hundred years.
    public var clampedNanoseconds: Int {
        let century: Int64 = 100 * 365 * 86_400
        let (seconds, attoseconds) = components
        if seconds < 0 || attoseconds < 0 { return 0 }
        return Int(min(seconds, century)) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
