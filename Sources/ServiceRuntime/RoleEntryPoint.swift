/// What a role is: code that prepares, works, and ends its work.
///
/// The order is always the same, as in Azure's ServiceRuntime:
///
/// 1. ``onStart()``, while the instance is Busy and gets no work from outside;
/// 2. ``run()``, and at the same moment the instance is Ready;
/// 3. when the instance is to stop: it leaves rotation, ``RoleEnvironment/stopping`` is raised, the task in which `run`
///    works is cancelled, ``onStop()`` is called, the process ends.
///
/// Every one of them may be left out. A program conforms to ``RoleProgram``; a library gives its role to
/// ``RoleLibrary``.
public protocol RoleEntryPoint: Sendable {
    /// Prepares the role; the instance is Busy meanwhile.
    ///
    /// - Returns: whether the role can run. `false` ends the process at once: `stopping` is not raised and ``onStop()``
    ///   is not called.
    /// - Throws: why it can not run; the same as `false`, with the error in the log.
    func onStart() async throws -> Bool

    /// Works as long as the instance runs.
    ///
    /// Returning asks for a recycle: the instance stops in order and is started again.
    ///
    /// - Throws: what the role can not go on after. The process ends at once, `stopping` is not raised and ``onStop()`` is
    ///   not called; the instance is started again. A `CancellationError` after the stop has begun means nothing.
    func run() async throws

    /// Ends the work, with a time limit (five minutes, unless the bootstrapper was told another).
    ///
    /// The process ends when it returns, whether ``run()`` has or not.
    func onStop() async
}

extension RoleEntryPoint {
    /// Starts without preparing anything.
    public func onStart() async throws -> Bool { true }

    /// Stays until the instance stops.
    public func run() async throws {
        while true { try await Task.sleep(for: .seconds(86_400)) }
    }

    /// Ends without anything to do.
    public func onStop() async {}
}
