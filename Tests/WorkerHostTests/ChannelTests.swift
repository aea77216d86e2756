import Foundation
import Testing
import WorkerHost

@testable import HostChannel

/// What the host does when its channel breaks, or says what makes no sense.
@Suite(.timeLimit(.minutes(1))) struct HostChannelEndTests {
    private static let hello: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 0x57, 0x61, 0x48, 0x43, 1, 0, 1, 0]
    private static let start: [UInt8] = [3, 0, 0, 0, 0, 0, 0, 0]

    /// A host at the other end of a socket that the test itself writes to.
    private func host(_ library: Result<String, any Error> = RoleLibraries.role) throws -> (HostProcess, Int32) {
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
        let process = try HostProcess(["--library", try library.get()], channel: ends[1])
        close(ends[1])
        return (process, ends[0])
    }

    private func write(_ bytes: [UInt8], _ socket: Int32) {
        #expect(send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
    }

    /// Writes messages of which the host may not outlive the first faulty one.
    private func writeGarbage(_ messages: [[UInt8]], _ socket: Int32) {
        for message in messages { _ = send(socket, message, message.count, Int32(MSG_NOSIGNAL)) }
    }

    /// Reads one message; nil at the end.
    private func read(_ socket: Int32) async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            Thread {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                var count = recv(socket, &buffer, buffer.count, 0)
                while count < 0 && (errno == EINTR || errno == ECONNRESET) {
                    count = recv(socket, &buffer, buffer.count, 0)
                }
                continuation.resume(returning: count > 0 ? Array(buffer[..<count]) : nil)
            }.start()
        }
    }

    @Test func `a role whose bootstrapper dies stops in order, and the host exits with 88`() async throws {
        let role = try await HostedRole.running()
        role.hangUp()
        #expect(await role.process.ended() == .exited(88))
        let text = role.process.complained()
        #expect(text.contains("the bootstrapper has closed it; the role stops in order\n"))
        #expect(text.hasSuffix("waworkerhost: stopping\nwaworkerhost: onStop\n"))
    }

    @Test func `a bootstrapper that dies while OnStart runs ends the host at once`() async throws {
        let role = try HostedRole()
        try role.order(.start(HostedRole.data(["onStart": "hang"])))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting)
        await role.expect(.log(.information, "onStart of Worker_IN_0"))
        role.hangUp()
        #expect(await role.process.ended() == .exited(88))
        #expect(!role.process.complained().contains("onStop"))
    }

    @Test(
        arguments: [
            ([[0x47, 0x45, 0x54]], "a message has no header"),
            ([[0x47, 0x45, 0x54, 0x20, 0x2F, 0x20, 0x48, 0x54, 0x54, 0x50]], "its first message is no hello"),
            ([start], "its first message is no hello"),
            ([[1, 0, 0, 0, 0, 0, 0, 0, 0x57, 0x61, 0x48, 0x43, 2, 0, 9, 0]], "it speaks no version of the channel"),
            ([[1, 0, 0, 0, 0, 0, 0, 0, 0x57, 0x61]], "its first message is no hello"),
            ([hello, start, start], "an order makes no sense here"),
            ([hello, [2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 9, 0, 0, 0, 0, 0], start], "an order makes no sense here"),
            ([hello, [2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], start], "an order makes no sense"),
        ]
    )
    func `garbage ends the host with 88 and a word about it`(messages: [[UInt8]], word: String) async throws {
        let (process, socket) = try host(RoleLibraries.empty)
        defer { close(socket) }
        writeGarbage(messages, socket)
        #expect(await process.ended() == .exited(88))
        let text = process.complained()
        #expect(text.hasPrefix("waworkerhost: cannot use the channel to the bootstrapper any more: \(word)"), "\(text)")
    }

    @Test func `a message that is too long ends the host with 88`() async throws {
        let (process, socket) = try host(RoleLibraries.empty)
        defer { close(socket) }
        write(Self.hello, socket)
        write([UInt8](repeating: 7, count: 65_537), socket)
        #expect(await process.ended() == .exited(88))
        #expect(process.complained().contains("a message is longer than 65536 bytes"))
    }

    @Test func `more role data than 4 MiB ends the host`() async throws {
        let (process, socket) = try host(RoleLibraries.empty)
        defer { close(socket) }
        write(Self.hello, socket)
        writeGarbage(Array(repeating: [2] + [UInt8](repeating: 0, count: 65_535), count: 65), socket)
        #expect(await process.ended() == .exited(88))
    }

    @Test func `the bytes of a life are those of the reference page`() async throws {
        let (process, socket) = try host(RoleLibraries.empty)
        defer { close(socket) }
        write(Self.hello, socket)
        // A later version's order is passed over, and so is a record that is not known.
        write([99, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3], socket)
        write([2, 0, 0, 0, 0, 0, 0, 0, 77, 0, 1, 0, 1, 0, 0, 0, 65, 66], socket)
        write(Self.start, socket)
        #expect(await read(socket) == Self.hello + Array("waworkerhost".utf8))
        #expect(await read(socket) == [33, 0, 0, 0, 0, 0, 0, 0])
        #expect(await read(socket) == [34, 0, 0, 0, 0, 0, 0, 0])
        write([4, 0, 0, 0, 1, 2, 3, 4], socket)
        #expect(await read(socket) == [36, 0, 0, 0, 1, 2, 3, 4, 0])
        write([7, 0, 0, 0, 0, 0, 0, 0], socket)
        #expect(await read(socket) == [40, 0, 0, 0, 0, 0, 0, 0])
        #expect(await read(socket) == nil)
        #expect(await process.ended() == .exited(0))
    }

    @Test func `both ends have the same numbers`() {
        let messages: [(HostWire.Message, wahost_message)] = [
            (.hello, WAHOST_HELLO), (.data, WAHOST_ORDER_DATA), (.start, WAHOST_ORDER_START),
            (.statusCheck, WAHOST_ORDER_STATUS_CHECK), (.changing, WAHOST_ORDER_CHANGING),
            (.changed, WAHOST_ORDER_CHANGED), (.stopping, WAHOST_ORDER_STOPPING),
            (.starting, WAHOST_NEWS_STARTING), (.ready, WAHOST_NEWS_READY),
            (.onStartFailed, WAHOST_NEWS_ON_START_FAILED), (.status, WAHOST_NEWS_STATUS),
            (.changingAnswered, WAHOST_NEWS_CHANGING), (.changedDone, WAHOST_NEWS_CHANGED),
            (.runReturned, WAHOST_NEWS_RUN_RETURNED), (.stopped, WAHOST_NEWS_STOPPED),
            (.recycleRequested, WAHOST_NEWS_RECYCLE), (.log, WAHOST_NEWS_LOG), (.fault, WAHOST_NEWS_FAULT),
        ]
        for (ours, theirs) in messages { #expect(UInt32(ours.rawValue) == theirs.rawValue) }
        let records: [(HostWire.Record, wahost_record)] = [
            (.instanceID, WAHOST_INSTANCE_ID), (.roleName, WAHOST_ROLE_NAME), (.deploymentID, WAHOST_DEPLOYMENT_ID),
            (.setting, WAHOST_SETTING), (.localResource, WAHOST_LOCAL_RESOURCE), (.endpoint, WAHOST_ENDPOINT),
            (.changedSetting, WAHOST_CHANGED_SETTING), (.changedTopology, WAHOST_CHANGED_TOPOLOGY),
        ]
        for (ours, theirs) in records { #expect(UInt32(ours.rawValue) == theirs.rawValue) }
        #expect(HostWire.mostBytes == Int(WAHOST_MESSAGE_LIMIT))
        #expect(HostWire.mostData == Int(WAHOST_DATA_LIMIT))
        #expect(HostWire.headerSize == Int(WAHOST_HEADER_SIZE))
        #expect(HostWire.helloSize == Int(WAHOST_HELLO_SIZE))
        #expect(String(decoding: HostWire.magic, as: UTF8.self) == WAHOST_HELLO_MAGIC)
        #expect(HostChannelServer.variable == WAHOST_CHANNEL_VARIABLE)
    }

    @Test func `neither the channel nor its variable reaches the children of a role`() async throws {
        let role = try await HostedRole.running(["run": "list"])
        await role.expect(.log(.information, "listed"))
        try role.order(.stopping)
        await role.expect(.log(.information, "stopping"), .log(.information, "onStop"))
        await role.expectEnd(.exited(0), after: .stopped)
        let text = role.process.printed()
        #expect(text.contains("PATH="))
        #expect(!text.contains("WAHOST_CHANNEL_FD"))
        // `ls` opened the folder under the number that the channel had.
        #expect(text.contains(" 3 -> /proc/"))
    }

    @Test func `a SIGTERM of a service manager beside the order does not hurry the stop`() async throws {
        let role = try await HostedRole.running(["onStop": "wait"])
        try role.order(.stopping)
        await role.expect(.log(.information, "stopping"), .log(.information, "onStop"))
        let manager = Process()
        manager.executableURL = URL(fileURLWithPath: "/bin/sh")
        manager.arguments = ["-c", "kill -TERM \(role.process.pid); kill -USR1 \(role.process.pid)"]
        try manager.run()
        manager.waitUntilExit()
        await role.expectEnd(.exited(0), after: .stopped)
    }
}
