import Glibc
import Kernel

/// A Unix socket that somebody can connect to.
final class SocketDoor: ReadyNews {
    /// Who came, and the connection, which is non-blocking.
    var onConnection: ((Int32, RuntimePeer) -> Void)?
    /// Called with -errno when nobody can be let in, for want of descriptors or memory.
    var onTrouble: ((Int32) -> Void)?
    let path: String

    /// How many are let in before others are served.
    private static let batch = 16

    private let listener: Int32
    private let set: ReadySet
    private var ticket: UInt64?

    init(_ name: String, in folder: RuntimeFolder, _ set: ReadySet) throws(RuntimeEndpointFailure) {
        path = folder.file(name)
        self.set = set
        // What lies there was left by one who is gone: the folder is ours alone.
        unlink(path)
        listener = wak_listen_unix(path, 0o600, 1_024)
        guard listener >= 0 else { throw RuntimeEndpointFailure("cannot listen on '\(path)'", -listener) }
        do throws(RuntimeEndpointFailure) {
            try folder.hand(path, mode: 0o600)
        } catch {
            close()
            throw error
        }
        open()
    }

    /// Lets people in, again.
    func open() {
        guard ticket == nil else { return }
        ticket = set.add(listener, self)
    }

    /// Lets nobody in until it is opened again; they wait in the kernel's queue.
    func shut() {
        if let ticket { set.remove(listener, ticket) }
        ticket = nil
    }

    /// Removes the socket.
    func close() {
        unlink(path)
        shut()
        onConnection = nil
        onTrouble = nil
        Glibc.close(listener)
    }

    func hasNews(isGone: Bool) {
        for _ in 0..<Self.batch {
            guard ticket != nil else { return }
            var peer = wak_peer()
            let descriptor = wak_accept(listener, &peer)
            if descriptor == -EAGAIN { return }
            guard descriptor >= 0 else {
                if descriptor != -ECONNABORTED { onTrouble?(descriptor) }
                return
            }
            guard let onConnection else {
                Glibc.close(descriptor)
                return
            }
            onConnection(descriptor, RuntimePeer(pid: peer.pid, uid: peer.uid))
        }
    }
}
