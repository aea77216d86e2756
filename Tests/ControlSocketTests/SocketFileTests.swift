import Foundation
import Testing

@testable import ControlSocket

/// The file of the socket: whose it is, when it is replaced, when it goes.
@Suite struct SocketFileTests {
    private func failure(_ path: String) -> String? {
        do throws(ControlSocketFailure) {
            let queue = DispatchQueue(label: "control-test")
            let server = try ControlServer(path: path, queue: queue) { _, _ in .answer(.null) }
            queue.sync { server.close() }
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `only its owner may use the socket, whatever the umask`() throws {
        let test = try TestServer()
        let mode = try FileManager.default.attributesOfItem(atPath: test.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a socket that was left behind is replaced`() throws {
        let test = try TestServer()
        test.close()
        #expect(RawClient.leaveSocket(at: test.path))
        try test.start()
        #expect(try ControlClient(path: test.path).ask(.check).answer["command"]?.text == "check")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a socket on which somebody listens is left to him`() throws {
        let test = try TestServer()
        #expect(
            failure(test.path)
                == "cannot listen on control socket '\(test.path)': another bootstrapper listens on it"
        )
        #expect(try ControlClient(path: test.path).ask(.check).answer["command"]?.text == "check")
    }

    @Test func `a file that is no socket is left alone`() throws {
        let test = try TestServer()
        let file = test.folder.appending(path: "file").path
        try Data("precious".utf8).write(to: URL(filePath: file))
        #expect(
            failure(file) == "cannot listen on control socket '\(file)': there is a file of that name that is no socket"
        )
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    }

    @Test func `a missing folder and a long path are told`() {
        let missing = "cannot listen on control socket '/nowhere/x': No such file or directory; make its folder first"
        #expect(failure("/nowhere/x") == missing)
        let long = "/" + String(repeating: "x", count: 107)
        #expect(failure(long)?.hasSuffix("its path has more than 107 bytes") == true)
        #expect(failure("")?.hasPrefix("cannot listen on control socket ''") == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the end removes the socket, but not another one of that name`() throws {
        let test = try TestServer()
        test.close()
        #expect(!FileManager.default.fileExists(atPath: test.path))
        try test.start()
        try FileManager.default.removeItem(atPath: test.path)
        #expect(RawClient.leaveSocket(at: test.path))
        test.close()
        #expect(FileManager.default.fileExists(atPath: test.path))
    }

    @Test(.timeLimit(.minutes(1)))
    func `of many that start at once on an old socket exactly one gets it`() throws {
        for _ in 0..<20 {
            let test = try TestServer()
            test.close()
            #expect(RawClient.leaveSocket(at: test.path))
            let path = test.path
            let winners = Winners()
            let queue = test.queue
            DispatchQueue.concurrentPerform(iterations: 8) { _ in
                if let server = try? ControlServer(path: path, queue: queue, answer: { _, _ in .answer(.null) }) {
                    winners.add(server)
                }
            }
            #expect(winners.servers.count == 1)
            queue.sync { for server in winners.servers { server.close() } }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `whoever starts while another one is at it waits for him, but not for ever`() throws {
        let test = try TestServer()
        test.close()
        let folder = open(test.folder.path, O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        #expect(flock(folder, LOCK_EX) == 0)
        let began = ContinuousClock.now
        try test.start()
        #expect(ContinuousClock.now - began >= .milliseconds(45))
        #expect(try ControlClient(path: test.path).ask(.check).answer["command"]?.text == "check")
    }
}

/// Servers that several threads made.
private final class Winners: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var servers: [ControlServer] = []

    func add(_ server: ControlServer) {
        lock.lock()
        servers.append(server)
        lock.unlock()
    }
}
