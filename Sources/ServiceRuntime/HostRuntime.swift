internal import CRoleEntryPoint
internal import RoleModel
internal import RuntimeClient
internal import RuntimeProtocol
import Synchronization

/// The role environment of a role library: its host, and for what that does not tell (other roles, domains, sizes) the
/// runtime endpoint, when the host has one.
///
/// The events come from the host.
final class HostRuntime: RuntimeBackend {
    /// Valid until the process ends, and every function may be called from every thread (`waroleentrypoint.h`).
    private nonisolated(unsafe) let host: UnsafePointer<WaRoleHost>
    private let connection: RuntimeConnection?
    private let reporter: StatusReporter?
    private let read = Mutex<EnvironmentSnapshot?>(nil)

    init(_ host: UnsafePointer<WaRoleHost>, environment: [String: String] = RuntimeChoice.environment) {
        self.host = host
        connection = try? RuntimeConnection(environment: environment)
        reporter = connection.map { StatusReporter($0) }
    }

    /// What was read is of before a change.
    func forgetEnvironment() { read.withLock { $0 = nil } }

    /// Writes a line to the instance's log.
    func log(_ level: Int, _ text: String) { host.pointee.log?(host, UInt32(truncatingIfNeeded: level), text) }

    func snapshot() throws(RoleEnvironmentError) -> EnvironmentSnapshot {
        try read.withLock { (read) throws(RoleEnvironmentError) in
            if let read { return read }
            let snapshot = EnvironmentSnapshot(try document())
            read = snapshot
            return snapshot
        }
    }

    func setting(_ name: String) throws(RoleEnvironmentError) -> String {
        if let value = text({ host.pointee.setting?(host, name, $0, $1) }) { return value }
        throw .noSuchSetting(name, among: (try? snapshot().document.settings.map(\.name)) ?? [])
    }

    func localResource(_ name: String) throws(RoleEnvironmentError) -> LocalResource {
        let known = try? snapshot().localResource(name)
        guard let path = text({ host.pointee.localResource?(host, name, $0, $1) }) else {
            throw .noSuchLocalResource(name, among: (try? snapshot().document.localResources.map(\.name)) ?? [])
        }
        return LocalResource(
            name: name,
            rootPath: path.hasSuffix("/") ? path : path + "/",
            maximumSizeInMegabytes: known?.maximumSizeInMegabytes ?? 0
        )
    }

    func requestRecycle() throws(RoleEnvironmentError) {
        guard let request = host.pointee.requestRecycle else {
            throw .notReported("cannot request a recycle: the host is too old for it; use the host of this release")
        }
        request(host)
    }

    func setStatus(_ status: RoleInstanceStatus, until expiration: RuntimeInstant) throws(RoleEnvironmentError) {
        let claim = StatusClaims.Claim(status: status == .ready ? .started : .busy, expiration: expiration)
        try report { $0.declared = claim }
    }

    func clearStatus() throws(RoleEnvironmentError) { try report { $0.declared = nil } }

    /// The host says it when `onStop` has returned.
    func reportStopped() {}

    /// The host raises the events without being asked.
    func listen() {}

    private func report(_ change: (inout StatusClaims) -> Void) throws(RoleEnvironmentError) {
        guard let connection, let reporter else {
            throw .notReported(
                "cannot report a status: the host of this role library has no WaRuntimeEndpoint; call setBusy in "
                    + "RoleEnvironment.statusCheck"
            )
        }
        do throws(RuntimeClientFailure) {
            try reporter.update(in: connection.currentGoalState(), change)
        } catch { throw .notReported(error.description) }
    }

    /// Returns all that is known: from the runtime endpoint, else what the host says by itself.
    private func document() throws(RoleEnvironmentError) -> RoleEnvironmentDocument {
        if let connection {
            do throws(RuntimeClientFailure) {
                return try connection.environment(of: connection.currentGoalState())
            } catch { throw .notAvailable(error.description) }
        }
        let instance = RoleEnvironmentDocument.Instance(
            id: text { host.pointee.instanceID?(host, $0, $1) } ?? "",
            faultDomain: 0,
            updateDomain: 0
        )
        return RoleEnvironmentDocument(
            deploymentID: text { host.pointee.deploymentID?(host, $0, $1) } ?? "",
            isEmulated: false,
            roleName: text { host.pointee.roleName?(host, $0, $1) } ?? "",
            currentInstance: instance
        )
    }

    /// Returns a text that a function of the host copies; nil when there is none.
    private func text(_ copy: (UnsafeMutablePointer<CChar>?, Int) -> Int?) -> String? {
        var capacity = 256
        while true {
            let (length, text) = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
                let length = copy(buffer.baseAddress, buffer.count) ?? -1
                guard length >= 0, length < buffer.count, let base = buffer.baseAddress else { return (length, "") }
                return (length, String(cString: base))
            }
            guard length >= capacity, length < 8 << 20 else { return length < 0 ? nil : text }
            // It may have become longer meanwhile.
            capacity = length + 1
        }
    }
}
