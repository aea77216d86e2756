import Synchronization

/// A handler that is called for events; goes on until it is cancelled, whether this value is kept or not.
public final class RoleEnvironmentSubscription: Sendable {
    private let end: Mutex<(@Sendable () -> Void)?>

    init(_ end: @escaping @Sendable () -> Void) { self.end = Mutex(end) }

    /// Ends the subscription: the handler is not called for later events.
    ///
    /// A second call does nothing.
    public func cancel() {
        let end = end.withLock { end in
            defer { end = nil }
            return end
        }
        end?()
    }
}
