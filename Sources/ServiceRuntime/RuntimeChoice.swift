import Glibc
internal import RuntimeClient
import Synchronization

/// Which runtime this process has; found out at the first use.
final class RuntimeChoice: Sendable {
    private let chosen = Mutex<(any RuntimeBackend)?>(nil)

    /// Returns the runtime: that of the role library's host, else that of the runtime endpoint.
    func backend() throws(RoleEnvironmentError) -> any RuntimeBackend {
        try chosen.withLock { (chosen) throws(RoleEnvironmentError) in
            if let chosen { return chosen }
            do throws(RuntimeClientFailure) {
                let backend = EndpointRuntime(
                    try RuntimeConnection(environment: Self.environment),
                    RoleEnvironment.events
                )
                chosen = backend
                return backend
            } catch { throw .notAvailable(error.description) }
        }
    }

    /// Takes the host of a role library.
    func choose(_ backend: any RuntimeBackend) { chosen.withLock { $0 = backend } }

    /// The one variable that counts.
    static var environment: [String: String] {
        guard let value = getenv(RuntimeConnection.variable) else { return [:] }
        return [RuntimeConnection.variable: String(cString: value)]
    }
}
