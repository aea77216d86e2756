/// For whom a role is written down.
public enum ExportTarget: String, CaseIterable, Hashable, Sendable {
    /// A Kubernetes cluster, or `podman kube play`.
    case kubernetes
    /// A Docker Swarm stack.
    case swarm
    /// `docker compose`.
    case compose
    /// A systemd service unit.
    case systemd

    /// How many seconds a role with endpoints serves on after it has been asked to stop, when nobody says otherwise.
    ///
    /// A cluster tells its balancers of a stop while it asks for it: they need some time to hear of it. On one machine
    /// nobody is told, so nothing is gained by waiting.
    public var drain: Int {
        switch self {
        case .kubernetes, .swarm: 5
        case .compose, .systemd: 0
        }
    }

    /// The file's text.
    ///
    /// - Parameter role: what is to be run.
    /// - Returns: the whole file.
    public func text(_ role: ExportedRole) -> String {
        switch self {
        case .kubernetes: role.kubernetes
        case .swarm: role.swarm
        case .compose: role.compose
        case .systemd: role.systemd
        }
    }
}
