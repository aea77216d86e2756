import Glibc
import RuntimeProtocol

extension RuntimeEndpointServer {
    /// Returns what `WaRuntimeEndpoint` is for clients that open sockets; all processes share this set.
    ///
    /// - Throws: why there can be no sockets.
    public func socketSet() throws(RuntimeEndpointFailure) -> String {
        if let sockets { return sockets.versionPath }
        let folder = try folderForSockets()
        let made = try SocketSet(in: folder, set)
        socketFolder = folder.path
        made.permits = { [weak self] in self?.isPermitted($0) ?? false }
        made.onReport = { [weak self] socket, peer in
            self?.desk.admit(socket: socket, name: "process \(peer.pid) of user \(peer.uid)")
        }
        made.onTrouble = { [weak self] door, error in self?.rest(door, error) }
        made.audience.onRefusal = { [weak self] in self?.refuse($0) }
        if let goalState { made.audience.announce(goalState) }
        sockets = made
        return made.versionPath
    }

    /// Makes FIFOs for one process, unless a set of that name is there.
    ///
    /// - Parameter name: what the set is called: it should say whose it is. Odd characters are written otherwise.
    /// - Returns: what `WaRuntimeEndpoint` is for that process.
    /// - Throws: why there can be no FIFOs.
    public func fifoSet(for name: String) throws(RuntimeEndpointFailure) -> String {
        if let known = fifos.first(where: { $0.name == name }) { return known.versionPath }
        let watch = try watchForOpens()
        let folder = try RuntimeFolder(folder.file("fifo-" + name.asFileName), owner: folder.owner)
        let made = try FIFOSet(name, in: folder, set, watch)
        made.onReport = { [weak self] in self?.desk.admit(fifo: $0, name: "FIFO set '\(name)'") }
        made.audience.onRefusal = { [weak self] in self?.refuse("\($0) (FIFO set '\(name)')") }
        if let goalState { made.audience.announce(goalState) }
        fifos.append(made)
        return made.versionPath
    }

    /// Removes the FIFOs of a process that has ended; what it reported stays as long as its lease.
    public func removeFIFOSet(for name: String) {
        fifos.first { $0.name == name }?.close()
        fifos.removeAll { $0.name == name }
    }

    private func folderForSockets() throws(RuntimeEndpointFailure) -> RuntimeFolder {
        guard folder.file("version.sock").utf8.count > RuntimeFolder.mostSocketBytes else { return folder }
        if let shortFolder { return shortFolder }
        let made = try RuntimeFolder.short(owner: folder.owner)
        shortFolder = made
        return made
    }

    private func watchForOpens() throws(RuntimeEndpointFailure) -> OpenWatch {
        if let openWatch { return openWatch }
        let made = try OpenWatch(set: set)
        made.onOpen = { [weak self] in self?.opened($0) }
        made.onClose = { [weak self] watch in
            for fifo in self?.fifos ?? [] { fifo.closed(watch) }
        }
        openWatch = made
        return made
    }

    private func opened(_ watch: Int32?) {
        for fifo in fifos { serve(fifo, watch) }
    }

    /// Serves whoever opened a FIFO; if there can be no fresh one now, again in a second: he waits.
    private func serve(_ fifo: FIFOSet, _ watch: Int32?) {
        do throws(RuntimeEndpointFailure) {
            try fifo.opened(watch)
        } catch {
            refuse("\(error), trying again in a second")
            retries.later { [weak self, weak fifo] in
                if let self, let fifo, !self.isClosed { self.serve(fifo, watch) }
            }
        }
    }

    private func isPermitted(_ peer: RuntimePeer) -> Bool {
        guard !isClosed else { return false }
        if permits(peer) { return true }
        refuse(
            "cannot let process \(peer.pid) of user \(peer.uid) use the runtime endpoint: it is none of the role's own"
                + " processes"
        )
        return false
    }

    private func rest(_ door: SocketDoor, _ error: Int32) {
        let failure = RuntimeEndpointFailure("cannot accept a connection to '\(door.path)'", -error)
        refuse("\(failure), trying again in a second")
        door.shut()
        retries.later { [weak self, weak door] in
            if let self, !self.isClosed { door?.open() }
        }
    }
}

extension String {
    /// The name with `%` and two digits for every byte that is no letter, digit, `.`, `_` or `-`; at most 120 bytes.
    fileprivate var asFileName: String {
        var name = ""
        for byte in utf8.prefix(120) {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F:
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default: name += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
            }
        }
        return name
    }
}
