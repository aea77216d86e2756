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
