import Glibc
import Kernel
import RuntimeProtocol

/// The endpoints as Unix sockets, shared by all processes of the role.
final class SocketSet {
    /// What `WaRuntimeEndpoint` is for this set.
    var versionPath: String { version.path }
    /// The readers of its goal state.
    let audience: GoalStateAudience
    /// Called with somebody who asks for something; returns whether he may.
    var permits: ((RuntimePeer) -> Bool)?
    /// Called with a connection that brings a report.
    var onReport: ((Int32, RuntimePeer) -> Void)?
    /// Called when nobody can be let in for now.
    var onTrouble: ((SocketDoor, Int32) -> Void)?

    private let version: SocketDoor
    private let goal: SocketDoor
    private let state: SocketDoor
    private let discovery: [UInt8]

    init(in folder: RuntimeFolder, _ set: ReadySet) throws(RuntimeEndpointFailure) {
        version = try SocketDoor("version.sock", in: folder, set)
        do throws(RuntimeEndpointFailure) {
            goal = try SocketDoor("goal.sock", in: folder, set)
        } catch {
            version.close()
            throw error
        }
        do throws(RuntimeEndpointFailure) {
            state = try SocketDoor("state.sock", in: folder, set)
        } catch {
            version.close()
            goal.close()
            throw error
        }
        discovery = DiscoveryDocument(goalStatePath: goal.path).xml()
        audience = GoalStateAudience(currentStateEndpoint: state.path, set)
        version.onConnection = { [weak self] in self?.discover($0, $1) }
        goal.onConnection = { [weak self] in self?.admit($0, $1) }
        state.onConnection = { [weak self] in self?.report($0, $1) }
        for door in [version, goal, state] {
            door.onTrouble = { [weak self, weak door] error in
                if let door { self?.onTrouble?(door, error) }
            }
        }
    }

    /// Lets in those who report, or lets them wait.
    func setRoomForReports(_ isThere: Bool) {
        if isThere { state.open() } else { state.shut() }
    }

    func close() {
        for door in [version, goal, state] { door.close() }
        audience.close()
        permits = nil
        onReport = nil
        onTrouble = nil
    }

    private func isPermitted(_ socket: Int32, _ peer: RuntimePeer) -> Bool {
        if permits?(peer) == true { return true }
        Glibc.close(socket)
        return false
    }

    /// The whole document at once, then the end: it fits into the socket whatever the client does.
    private func discover(_ socket: Int32, _ peer: RuntimePeer) {
        guard isPermitted(socket, peer) else { return }
        _ = wak_send(socket, discovery, discovery.count, nil, 0)
        Glibc.close(socket)
    }

    private func admit(_ socket: Int32, _ peer: RuntimePeer) {
        guard isPermitted(socket, peer) else { return }
        audience.admit(.socket(socket))
    }

    private func report(_ socket: Int32, _ peer: RuntimePeer) {
        guard isPermitted(socket, peer) else { return }
        onReport?(socket, peer)
    }
}
