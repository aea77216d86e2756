import Dispatch
import Glibc
import Kernel

/// The socket on which one child says how it is (`NOTIFY_SOCKET`).
///
/// Only the child's own processes are heard: the kernel tells who sent a message (NotifySocket+Senders.swift). The same
/// holds for the process that a message names as the main one. Descriptors that come with a message (`FDSTORE=1`) are
/// closed, those of a barrier when every message before it has been told.
///
/// As with systemd, a sender that has been reaped before its message is read is not known any more; `systemd-notify` waits
/// until it has been read.
public final class NotifySocket: @unchecked Sendable {
    /// How many messages are read before others are served.
    private static let batch = 64

    /// Called on the shared queue for each thing that the child says.
    public var onNotification: ((Notification) -> Void)?
    /// Called on the shared queue with the reason why a message was not heard.
    public var onRefusal: ((String) -> Void)?
    /// What the child finds as `NOTIFY_SOCKET`; a leading '@' means an abstract name.
    public let address: String

    private let queue: DispatchQueue
    private let socket: Int32
    private var source: (any DispatchSourceRead)?
    /// Whose socket it is.
    private(set) var child: Int32 = 0
    /// Whom the child runs as.
    private(set) var user = geteuid()
    /// What the child has named as its main process.
    private(set) var mainProcess: ProcessIdentity?

    /// Creates a socket with a name nobody can guess.
    ///
    /// - Parameters:
    ///   - queue: the shared queue.
    ///   - directory: the folder that it lies in, which the child's user must be able to search; an abstract name if
    ///     that is nil or too long. A child in another network namespace does not see abstract names.
    /// - Throws: `SystemCallFailure`.
    public init(queue: DispatchQueue, directory: String? = nil) throws {
        self.queue = queue
        let name = "wahost-notify-\(getpid())-" + (try Self.randomName())
        let path = directory.map { $0 + "/" + name }
        let isAbstract = path.map { $0.utf8.count >= 108 } ?? true
        address = isAbstract ? "@" + name : path ?? "@" + name
        socket = try SystemCallFailure.check(wak_bind_datagrams(address), "bind the notify socket '\(address)'")
        // Whoever knows the name may write; who is heard is another matter.
        if !isAbstract { chmod(address, 0o666) }
    }

    /// Begins to listen to a child; what it said before has been kept.
    ///
    /// - Parameters:
    ///   - pid: the child.
    ///   - user: whom it runs as; nil: the system is asked, and cannot tell when it has been reaped already.
    public func listen(to pid: Int32, user: UInt32? = nil) {
        child = pid
        self.user = user ?? ProcessTable.user(of: pid) ?? geteuid()
        guard source == nil else { return }
        let source = DispatchSource.makeReadSource(fileDescriptor: socket, queue: queue)
        source.setEventHandler { [weak self] in self?.read() }
        source.setCancelHandler { [socket] in close(socket) }
        source.activate()
        self.source = source
    }

    /// Closes the socket; nothing is called afterwards.
    public func stop() {
        onNotification = nil
        onRefusal = nil
        if !address.hasPrefix("@") { unlink(address) }
        guard let source else { return }
        source.cancel()
    }

    private static func randomName() throws -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        try SystemCallFailure.check(wak_random(&bytes, 16), "make a random name")
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func read() {
        guard let source, !source.isCancelled else { return }
        var buffer = [UInt8](repeating: 0, count: 8192)
        for _ in 0..<Self.batch {
            var datagram = wak_datagram()
            let size = wak_receive_datagram(socket, &buffer, Int32(buffer.count), &datagram)
            guard size >= 0 else { return }
            take(buffer.prefix(Int(size)), datagram)
            // Only now, for whoever sent a barrier waits for this.
            wak_close_all(&datagram)
        }
        // Somebody who never stops talking must not keep others from being heard.
        queue.async { self.read() }
    }

    private func take(_ bytes: ArraySlice<UInt8>, _ datagram: wak_datagram) {
        if datagram.truncated != 0 {
            onRefusal?("process \(datagram.pid) sent more than 8192 bytes at once")
            return
        }
        guard let sender = ProcessTable.place(of: datagram.pid) else {
            onRefusal?("process \(datagram.pid) had gone before its message was read")
            return
        }
        guard isOwn(datagram.pid, sender) else {
            onRefusal?("process \(datagram.pid) does not belong to process \(child)")
            return
        }
        for notification in Notification.parse(bytes) {
            if case .mainProcess(let pid) = notification, !becomesMain(pid, named: datagram.pid) { continue }
            onNotification?(notification)
        }
    }

    /// Takes a process for the main one if it is the child's own; says so if not.
    private func becomesMain(_ pid: Int32, named sender: Int32) -> Bool {
        guard let place = ProcessTable.place(of: pid), place.state != "Z" else {
            onRefusal?("process \(sender) named process \(pid) as its main one, which is not there")
            return false
        }
        guard isOwn(pid, place) else {
            onRefusal?(
                "process \(sender) named process \(pid) as its main one, which does not belong to process \(child)"
            )
            return false
        }
        mainProcess = ProcessIdentity(pid: pid, birth: place.birth)
        return true
    }

    deinit {
        if source == nil { close(socket) }
    }
}
