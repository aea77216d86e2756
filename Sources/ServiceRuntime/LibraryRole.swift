internal import CRoleEntryPoint
import Synchronization

/// A role in a library, as the callbacks of the C interface call it: from threads that may wait.
final class LibraryRole: Sendable {
    private let role: any RoleEntryPoint
    private let runtime = Mutex<HostRuntime?>(nil)
    private let work = Mutex<Task<String?, Never>?>(nil)
    private let isStopping = Atomic(false)

    init(_ role: any RoleEntryPoint) { self.role = role }

    /// Returns the role of a callback's context.
    static func at(_ context: UnsafeMutableRawPointer?) -> LibraryRole? {
        context.map { Unmanaged<LibraryRole>.fromOpaque($0).takeUnretainedValue() }
    }

    func onStart(_ host: UnsafePointer<WaRoleHost>?) -> Int32 {
        let runtime = host.map { HostRuntime($0) }
        if let runtime { RoleEnvironment.runtime.choose(runtime) }
        self.runtime.withLock { $0 = runtime }
        let reason: String? = Blocking.wait(
            for: { [role] in
                do { return try await role.onStart() ? nil : "OnStart returned false" } catch {
                    return "OnStart failed: \(error)"
                }
            },
            else: "OnStart came to nothing"
        )
        guard let reason else { return Int32(WA_ROLE_STARTED) }
        runtime?.log(WA_LOG_ERROR, reason)
        return Int32(WA_ROLE_NOT_STARTED)
    }

    func run() {
        let task = Task { [role] () -> String? in
            do {
                try await role.run()
                return nil
            } catch {
                return "\(error)"
            }
        }
        work.withLock { $0 = task }
        // The stop may have come before the task was there to be cancelled.
        if isStopping.load(ordering: .acquiring) { task.cancel() }
        guard let reason = Blocking.wait(for: { await task.value }, else: nil) else { return }
        guard !isStopping.load(ordering: .acquiring) else { return }
        // As an unhandled exception on Azure: no Stopping, no OnStop.
        runtime.withLock { $0 }?.log(WA_LOG_ERROR, "Run failed: \(reason)")
        ProcessEnd.exit(with: ProcessEnd.failed)
    }

    func onStop() {
        isStopping.store(true, ordering: .releasing)
        work.withLock { $0 }?.cancel()
        Blocking.wait(for: { [role] in await role.onStop() }, else: ())
    }

    func statusCheck(_ check: UnsafeMutablePointer<WaStatusCheck>?) {
        guard RoleEnvironment.events.check(limit: nil) == .busy, let check else { return }
        check.pointee.setBusy?(check)
    }

    func changing(_ changes: UnsafePointer<WaChange>?, _ count: Int) -> Int32 {
        let changes = Self.changes(changes, count)
        let isCancelled = !changes.isEmpty && RoleEnvironment.events.isCancelled(changes)
        return Int32(isCancelled ? WA_CHANGE_CANCEL : WA_CHANGE_ACCEPT)
    }

    func changed(_ changes: UnsafePointer<WaChange>?, _ count: Int) {
        runtime.withLock { $0 }?.forgetEnvironment()
        let changes = Self.changes(changes, count)
        if !changes.isEmpty { RoleEnvironment.events.changed.raise(RoleEnvironmentChanged(changes: changes)) }
    }

    func stopping() { RoleEnvironment.events.stop() }

    private static func changes(_ changes: UnsafePointer<WaChange>?, _ count: Int) -> [RoleEnvironmentChange] {
        UnsafeBufferPointer(start: changes, count: changes == nil ? 0 : max(0, count)).compactMap {
            change -> RoleEnvironmentChange? in
            guard let name = change.name.map({ String(cString: $0) }) else { return nil }
            switch Int(change.kind) {
            case WA_CHANGE_SETTING: return .configurationSetting(name: name)
            case WA_CHANGE_TOPOLOGY: return .topology(roleName: name)
            default: return nil  // Of a later version.
            }
        }
    }
}
