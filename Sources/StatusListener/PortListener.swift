import Dispatch
import Glibc
import Kernel

/// A listening socket on the shared queue; hands over who comes, and can rest.
final class PortListener {
    /// Where it really listens: with the port that the kernel has chosen.
    let address: ListenerAddress
    private let socket: Int32
    private let source: any DispatchSourceRead
    private var isResting = false
    private var isClosed = false
    private let path: String?

    /// Listens from now on.
    ///
    /// - Parameters:
    ///   - address: where.
    ///   - queue: the shared queue.
    ///   - come: called on it with each new socket; returns whether more may come now.
    /// - Throws: why there is no socket.
    init(
        _ address: ListenerAddress,
        queue: DispatchQueue,
        come: @escaping (PortListener, Int32) -> Bool
    ) throws(ListenerFailure) {
        switch address {
        case .port(let host, let port):
            socket = try Self.listen(host, port, address)
            path = nil
            self.address = Self.chosen(socket, host) ?? address
        case .unix(let path):
            socket = try Self.listen(path, address)
            self.path = path
            self.address = address
        }
        source = DispatchSource.makeReadSource(fileDescriptor: socket, queue: queue)
        let socket = socket
        source.setCancelHandler { Glibc.close(socket) }
        source.setEventHandler { [weak self] in self?.accept(come) }
        source.activate()
    }

    /// Takes nobody more for a while; others wait in the kernel's queue.
    func rest() {
        guard !isResting, !isClosed else { return }
        isResting = true
        source.suspend()
    }

    /// Takes whoever waits.
    func wake() {
        guard isResting, !isClosed else { return }
        isResting = false
        source.resume()
    }

    /// Ends it; a second call does nothing.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        if let path { unlink(path) }
        source.cancel()
        if isResting { source.resume() }
    }

    private func accept(_ come: (PortListener, Int32) -> Bool) {
        while !isResting, !isClosed {
            var peer = wak_peer()
            let descriptor = wak_accept(socket, &peer)
            if descriptor == -ECONNABORTED { continue }
            if descriptor == -EAGAIN { return }
            guard descriptor >= 0 else {
                // Without descriptors the socket would stay readable for ever.
                _ = come(self, -1)
                return
            }
            guard come(self, descriptor) else { return }
        }
    }

    private static func listen(_ path: String, _ address: ListenerAddress) throws(ListenerFailure) -> Int32 {
        var status = stat()
        if lstat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFSOCK else {
                throw ListenerFailure("\(address)", "there is a file of that name that is no socket")
            }
            let probe = wak_connect_unix(path)
            if probe >= 0 { Glibc.close(probe) }
            guard probe == -ECONNREFUSED else {
                throw ListenerFailure("\(address)", "another program listens on it; end that, or write another path")
            }
            unlink(path)
        }
        // The group may ask, too: the load balancer is seldom the same user.
        let result = wak_listen_unix(path, 0o660, 128)
        guard result >= 0 else {
            let hint = result == -ENOENT ? "; make its folder first" : ""
            throw ListenerFailure("\(address)", ListenerFailure.text(-result) + hint)
        }
        return result
    }

    private static func listen(
        _ host: String,
        _ port: UInt16,
        _ address: ListenerAddress
    ) throws(ListenerFailure) -> Int32 {
        let isSix = host.contains(":")
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let socket = Glibc.socket(isSix ? AF_INET6 : AF_INET, kind, 0)
        guard socket >= 0 else { throw ListenerFailure("\(address)", ListenerFailure.text(errno)) }
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, size)
        // Those that come in have both, too: an event leaves at once, and who has vanished is given up.
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
        var milliseconds: Int32 = 30_000
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &milliseconds, size)
        let isBound = isSix ? bindSix(socket, host, port) : bindFour(socket, host, port)
        guard isBound, Glibc.listen(socket, 128) == 0 else {
            let error = errno
            Glibc.close(socket)
            throw ListenerFailure("\(address)", ListenerFailure.text(error) + mend(error))
        }
        return socket
    }

    private static func mend(_ error: Int32) -> String {
        switch error {
        case EADDRINUSE: "; end the program that listens there, or write another port"
        case EACCES: "; ports below 1024 are root's, write another one"
        case EADDRNOTAVAIL: "; this machine has no such address, write one of its own"
        default: ""
        }
    }
}

extension PortListener {
    private static func bindFour(_ socket: Int32, _ host: String, _ port: UInt16) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return false }
        return withUnsafeBytes(of: &address) { bind(socket, $0) }
    }

    private static func bindSix(_ socket: Int32, _ host: String, _ port: UInt16) -> Bool {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        guard inet_pton(AF_INET6, host, &address.sin6_addr) == 1 else { return false }
        return withUnsafeBytes(of: &address) { bind(socket, $0) }
    }

    private static func bind(_ socket: Int32, _ address: UnsafeRawBufferPointer) -> Bool {
        guard let base = address.baseAddress else { return false }
        return Glibc.bind(socket, base.assumingMemoryBound(to: sockaddr.self), socklen_t(address.count)) == 0
    }

    /// The address with the port that the kernel has given.
    private static func chosen(_ socket: Int32, _ host: String) -> ListenerAddress? {
        var storage = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.baseAddress.map { getsockname(socket, $0.assumingMemoryBound(to: sockaddr.self), &size) } ?? -1
        }
        // The port lies at the same place in both kinds of address.
        return result == 0 ? .port(host: host, port: UInt16(bigEndian: storage.sin6_port)) : nil
    }
}
