import Dispatch
import Foundation
import RoleModel
import RuntimeEndpoint
import RuntimeProtocol

/// What issue 3 promises of the runtime endpoint, measured: server and clients in one process, each on its own thread.
@main
enum RuntimeBenchmark {
    static let rounds = 200

    static func main() throws {
        let bench = try Bench()
        defer { bench.close() }
        print("a configuration change reaches 100 connected clients, in ms (promised: 50)")
        try bench.measureChange(overSockets: true)
        try bench.measureChange(overSockets: false)
        print("a Busy lease reaches the callback, in ms (promised: 5)")
        try bench.measureLease(overSockets: true)
        try bench.measureLease(overSockets: false)
        print("200 connected clients, nobody says anything, 5 s")
        bench.measureIdle()
        print("1 GB of garbage, then of white space")
        try bench.measureGigabyte(of: 0x61)
        try bench.measureGigabyte(of: 0x20)
    }
}

/// A server with its clients.
final class Bench: @unchecked Sendable {
    private let folder = "/tmp/wahost-bench-\(getpid())"
    private let queue = DispatchQueue(label: "bench")
    private let server: RuntimeEndpointServer
    private let heard = DispatchSemaphore(value: 0)
    private var heardAt = 0.0
    private var clients: [Int32] = []

    init() throws {
        let (folder, queue) = (folder, queue)
        server = try queue.sync { try RuntimeEndpointServer(folder: folder, queue: queue) { _ in true } }
        try queue.sync {
            server.onRefusal = { print("  refused: \($0)") }
            server.onStatus = { [weak self] _ in
                self?.heardAt = Bench.now
                self?.heard.signal()
            }
            _ = try server.socketSet()
            try server.announce(environment(0))
        }
        for _ in 0..<100 { clients.append(try connected(folder + "/goal.sock")) }
        for number in 0..<100 {
            _ = try queue.sync { try server.fifoSet(for: "\(number)") }
            clients.append(open(folder + "/fifo-\(number)/goal", O_RDONLY | O_CLOEXEC))
        }
        receive(Array(clients.indices))
    }

    func close() { queue.sync { server.close() } }

    /// Announces again and again, and waits each time for the last of a hundred clients; also tells the first.
    func measureChange(overSockets: Bool) throws {
        let indices = Array(overSockets ? 0..<100 : 100..<200)
        let others = Array(overSockets ? 100..<200 : 0..<100)
        var times: [Double] = []
        for round in 1...RuntimeBenchmark.rounds {
            let start = Self.now
            try queue.sync { _ = try server.announce(environment(round)) }
            times.append(receive(indices) - start)
            receive(others)
        }
        show(overSockets ? "sockets" : "FIFOs", times)
    }

    func measureLease(overSockets: Bool) throws {
        var times: [Double] = []
        for round in 0..<RuntimeBenchmark.rounds {
            let status = round % 2 == 0 ? ReportedStatus.busy : .started
            let lease = StatusLease(incarnation: 1_000, status: status)
            let document = StatusLeaseReport(clientID: "a", change: .acquire(lease)).xml()
            let start = Self.now
            let descriptor =
                try overSockets
                ? connected(folder + "/state.sock") : open(folder + "/fifo-0/state", O_WRONLY | O_CLOEXEC)
            write(descriptor, document, document.count)
            Glibc.close(descriptor)
            heard.wait()
            times.append(heardAt - start)
        }
        queue.sync { server.forgetLeases() }
        heard.wait()
        show(overSockets ? "sockets" : "FIFOs", times)
    }

    /// Counts how often the process wakes up and what it computes; the sleeping thread is one of the wake-ups.
    func measureIdle() {
        let before = usage()
        sleep(5)
        let after = usage()
        let switches = after.ru_nvcsw - before.ru_nvcsw
        let microseconds =
            after.ru_utime.tv_usec + after.ru_stime.tv_usec - before.ru_utime.tv_usec - before.ru_stime.tv_usec
        print("  wake-ups \(switches), CPU \(microseconds) us")
    }

    func measureGigabyte(of byte: UInt8) throws {
        signal(SIGPIPE, SIG_IGN)
        let before = usage().ru_maxrss
        let descriptor = try connected(folder + "/state.sock")
        let piece = [UInt8](repeating: byte, count: 1 << 20)
        let start = Self.now
        var taken = 0
        while taken < 1 << 30 {
            let count = write(descriptor, piece, piece.count)
            guard count > 0 else { break }
            taken += count
        }
        Glibc.close(descriptor)
        let seconds = String(Int((Self.now - start) * 1_000))
        print("  \(taken >> 10) KB taken in \(seconds) ms, peak memory +\(usage().ru_maxrss - before) KB")
    }

    private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    private func usage() -> rusage {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return usage
    }

    private func show(_ name: String, _ times: [Double]) {
        let sorted = times.sorted()
        let figures = [0.5, 0.95, 1.0].map { share in
            String(format: "%.3f", 1_000 * sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))])
        }
        print("  \(name): median \(figures[0]), 95 % \(figures[1]), most \(figures[2])")
    }

    /// Reads one chunk from each of these, in whatever order they come; returns when the last one came.
    @discardableResult
    private func receive(_ indices: [Int]) -> Double {
        var entries = indices.map { pollfd(fd: clients[$0], events: Int16(POLLIN), revents: 0) }
        var left = entries.count
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while left > 0 {
            poll(&entries, nfds_t(entries.count), -1)
            for index in entries.indices where entries[index].revents != 0 {
                guard read(entries[index].fd, &buffer, buffer.count) > 0 else { fatalError("a client was sent away") }
                entries[index].fd = -1
                left -= 1
            }
        }
        return Self.now
    }

    private func connected(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return descriptor
    }

    private func environment(_ round: Int) -> RoleEnvironmentDocument {
        var document = RoleEnvironmentDocument(
            deploymentID: "bench",
            isEmulated: false,
            roleName: "Mill",
            currentInstance: .init(id: "Mill_IN_0", faultDomain: 0, updateDomain: 0)
        )
        document.settings = (0..<50).map { .init(name: "Setting\($0)", value: "\(round)") }
        return document
    }
}
