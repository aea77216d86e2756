import Synchronization

/// The subscribers of one kind of event, in the order of their subscription.
final class EventHub<Event: Sendable>: Sendable {
    private struct Subscribers {
        var next: UInt64 = 0
        var handlers: [(id: UInt64, call: @Sendable (Event) -> Void)] = []
    }

    private let subscribers = Mutex(Subscribers())
    private let onSubscription: @Sendable () -> Void

    init(onSubscription: @escaping @Sendable () -> Void = {}) {
        self.onSubscription = onSubscription
    }

    var isEmpty: Bool { subscribers.withLock(\.handlers.isEmpty) }

    /// Calls `handler` for each event from now on, on the thread that raises it.
    func subscribe(_ handler: @escaping @Sendable (Event) -> Void) -> RoleEnvironmentSubscription {
        let id = subscribers.withLock { subscribers in
            subscribers.next += 1
            subscribers.handlers.append((subscribers.next, handler))
            return subscribers.next
        }
        onSubscription()
        return RoleEnvironmentSubscription { [weak self] in
            self?.subscribers.withLock { $0.handlers.removeAll { $0.id == id } }
        }
    }

    /// Returns a stream with each event from now on.
    func stream() -> AsyncStream<Event> {
        AsyncStream { continuation in
            let subscription = subscribe { continuation.yield($0) }
            continuation.onTermination = { _ in subscription.cancel() }
        }
    }

    /// Gives an event to all of them; keeps none.
    func raise(_ event: Event) {
        for handler in subscribers.withLock(\.handlers) { handler.call(event) }
    }
}
