import CRoleEntryPoint
import Foundation
import Synchronization
import Testing

@testable import ServiceRuntime

/// The C interface of a role in Swift, called as the host calls it.
@Suite(.serialized) struct RoleLibraryTests {
    private final class Notes: Sendable {
        let lines = Mutex<[String]>([])

        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private struct Mill: RoleEntryPoint {
        let notes: Notes
        var starts = true

        func onStart() async throws -> Bool {
            notes.add("onStart \(try RoleEnvironment.configurationSettingValue("Greeting"))")
            notes.add("instance \(try RoleEnvironment.currentRoleInstance.id)")
            notes.add("scratch \(try RoleEnvironment.localResource("Scratch").rootPath)")
            return starts
        }

        func run() async throws {
            while !Task.isCancelled { await Task.yield() }
            notes.add("run ends")
        }

        func onStop() async { notes.add("onStop") }
    }

    /// A host that knows one setting and one resource.
    private static func makeHost() -> UnsafeMutablePointer<WaRoleHost> {
        let host = UnsafeMutablePointer<WaRoleHost>.allocate(capacity: 1)
        host.initialize(to: WaRoleHost())
        host.pointee.version = WA_ROLE_VERSION
        host.pointee.size = UInt32(MemoryLayout<WaRoleHost>.size)
        host.pointee.instanceID = { _, buffer, capacity in Self.copy("Mill_IN_0", buffer, capacity) }
        host.pointee.setting = { _, name, buffer, capacity in
            guard let name, String(cString: name) == "Greeting" else { return -1 }
            return Self.copy(String(repeating: "long ", count: 100), buffer, capacity)
        }
        host.pointee.localResource = { _, name, buffer, capacity in
            guard let name, String(cString: name) == "Scratch" else { return -1 }
            return Self.copy("/scratch", buffer, capacity)
        }
        return host
    }

    private static func copy(_ text: String, _ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int) -> Int {
        let bytes = Array(text.utf8.prefix(max(0, capacity - 1))).map { CChar(bitPattern: $0) } + [0]
        if capacity > 0 { buffer?.update(from: bytes, count: min(bytes.count, capacity)) }
        return text.utf8.count
    }

    private static func entryPoint(_ role: Mill) -> WaRoleEntryPoint? {
        RoleLibrary.entryPoint(role, hostVersion: WA_ROLE_VERSION)?.load(as: WaRoleEntryPoint.self)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the role starts, works until it is stopped, and every value comes from the host`() throws {
        let notes = Notes()
        let role = try #require(Self.entryPoint(Mill(notes: notes)))
        #expect(role.onStart(role.context, Self.makeHost()) == WA_ROLE_STARTED)
        let ended = DispatchSemaphore(value: 0)
        nonisolated(unsafe) let running = role
        Thread {
            running.run(running.context)
            ended.signal()
        }.start()
        role.stopping(role.context)
        role.onStop(role.context)
        #expect(ended.wait(timeout: .now() + 20) == .success)
        let lines = notes.lines.withLock { $0 }
        #expect(
            lines.prefix(3) == [
                "onStart " + String(repeating: "long ", count: 100), "instance Mill_IN_0", "scratch /scratch/",
            ]
        )
        #expect(lines.contains("onStop"))
        #expect(lines.contains("run ends"))
    }

    @Test(.timeLimit(.minutes(1))) func `OnStart that returns false, or throws, does not start the role`() throws {
        let role = try #require(Self.entryPoint(Mill(notes: Notes(), starts: false)))
        #expect(role.onStart(role.context, Self.makeHost()) == WA_ROLE_NOT_STARTED)
        let host = UnsafeMutablePointer<WaRoleHost>.allocate(capacity: 1)
        host.initialize(to: WaRoleHost())
        let other = try #require(Self.entryPoint(Mill(notes: Notes())))
        #expect(other.onStart(other.context, host) == WA_ROLE_NOT_STARTED)
    }

    @Test func `an older host is refused`() {
        #expect(RoleLibrary.entryPoint(Mill(notes: Notes()), hostVersion: 0) == nil)
    }

    @Test(.timeLimit(.minutes(1))) func `a check and a change are answered by whoever listens`() throws {
        let role = try #require(Self.entryPoint(Mill(notes: Notes())))
        let busy = RoleEnvironment.events.statusCheck.subscribe { $0.setBusy() }
        let cancel = RoleEnvironment.events.changing.subscribe { event in
            if event.changes == [.topology(roleName: "Front")] { event.cancel() }
        }
        defer {
            busy.cancel()
            cancel.cancel()
        }
        #expect(Check.isBusy(role))
        busy.cancel()
        #expect(!Check.isBusy(role))
        #expect(change(role, UInt32(WA_CHANGE_TOPOLOGY), "Front") == WA_CHANGE_CANCEL)
        #expect(change(role, UInt32(WA_CHANGE_SETTING), "Front") == WA_CHANGE_ACCEPT)
        #expect(change(role, 77, "Front") == WA_CHANGE_ACCEPT)
    }

    private func change(_ role: WaRoleEntryPoint, _ kind: UInt32, _ name: String) -> Int {
        name.withCString { name in
            let changes = [WaChange(kind: kind, reserved: 0, name: name)]
            return Int(role.changing(role.context, changes, changes.count))
        }
    }

    private enum Check {
        static let isSet = Atomic(false)

        static func isBusy(_ role: WaRoleEntryPoint) -> Bool {
            isSet.store(false, ordering: .releasing)
            var check = WaStatusCheck()
            check.size = UInt32(MemoryLayout<WaStatusCheck>.size)
            check.setBusy = { _ in Check.isSet.store(true, ordering: .releasing) }
            role.statusCheck(role.context, &check)
            return isSet.load(ordering: .acquiring)
        }
    }
}
