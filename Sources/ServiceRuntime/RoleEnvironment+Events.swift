extension RoleEnvironment {
    /// The configuration changes that are about to be made; each can be cancelled.
    ///
    /// Every use of this property is a subscriber of its own, from that moment on until its task ends. A change waits until
    /// all subscribers have gone on to wait for the next event, so keep no event.
    public static var changing: AsyncStream<RoleEnvironmentChanging> { listening(events.changing.stream()) }

    /// The configuration changes that have been made.
    public static var changed: AsyncStream<RoleEnvironmentChanged> { listening(events.changed.stream()) }

    /// The questions whether this instance takes work; the first one comes soon after the subscription.
    public static var statusCheck: AsyncStream<RoleInstanceStatusCheck> { listening(events.statusCheck.stream()) }

    /// The stop of the instance; once.
    public static var stopping: AsyncStream<RoleEnvironmentStopping> { listening(events.stopping.stream()) }

    /// Calls `handler` before each configuration change; it may cancel it.
    ///
    /// Handlers are called on a thread of the runtime, one after the other, in the order of their subscription. While one
    /// works, no other event is raised.
    ///
    /// - Parameter handler: what to call.
    /// - Returns: what ends the subscription; it need not be kept.
    @discardableResult public static func onChanging(
        _ handler: @escaping @Sendable (RoleEnvironmentChanging) -> Void
    ) -> RoleEnvironmentSubscription {
        listening(events.changing.subscribe(handler))
    }

    /// Calls `handler` after each configuration change, like ``onChanging(_:)``.
    ///
    /// - Parameter handler: what to call.
    /// - Returns: what ends the subscription; it need not be kept.
    @discardableResult public static func onChanged(
        _ handler: @escaping @Sendable (RoleEnvironmentChanged) -> Void
    ) -> RoleEnvironmentSubscription {
        listening(events.changed.subscribe(handler))
    }

    /// Calls `handler` at each StatusCheck, like ``onChanging(_:)``; it may say Busy.
    ///
    /// - Parameter handler: what to call.
    /// - Returns: what ends the subscription; it need not be kept.
    @discardableResult public static func onStatusCheck(
        _ handler: @escaping @Sendable (RoleInstanceStatusCheck) -> Void
    ) -> RoleEnvironmentSubscription {
        listening(events.statusCheck.subscribe(handler))
    }

    /// Calls `handler` when the instance is about to stop, like ``onChanging(_:)``.
    ///
    /// - Parameter handler: what to call.
    /// - Returns: what ends the subscription; it need not be kept.
    @discardableResult public static func onStopping(
        _ handler: @escaping @Sendable (RoleEnvironmentStopping) -> Void
    ) -> RoleEnvironmentSubscription {
        listening(events.stopping.subscribe(handler))
    }

    /// Where there is no runtime, events never come.
    private static func listening<Subscription>(_ subscription: Subscription) -> Subscription {
        try? runtime.backend().listen()
        return subscription
    }
}
