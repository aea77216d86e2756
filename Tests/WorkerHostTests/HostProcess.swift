import Dispatch
import Foundation
import TestSurroundings

/// How a host ended.
enum HostEnd: Hashable {
    case exited(Int32)
    case signaled(Int32)
}

/// A `waworkerhost` that a test has started, with a channel or without.
final class HostProcess: @unchecked Sendable {
    struct SpawnFailure: Error { let error: Int32 }

    static let program = Repository.built.appending(path: "waworkerhost").path

    let pid: pid_t
    private let output: FileHandle
    private let errors: FileHandle
    private let lock = NSLock()
    private var hasEnded = false

    /// Starts it; the channel, if there is one, is its descriptor 3.
    init(_ words: [String], environment: [String] = [], channel: Int32? = nil, blocks: [Int32] = []) throws {
        Self.keepDescriptors()
        let (out, err) = (Pipe(), Pipe())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, out.fileHandleForWriting.fileDescriptor, 1)
        posix_spawn_file_actions_adddup2(&actions, err.fileHandleForWriting.fileDescriptor, 2)
        // A descriptor that is already 3 would stay close-on-exec.
        let high = channel.map { fcntl($0, F_DUPFD_CLOEXEC, 100) }
        defer { if let high { close(high) } }
        if let high { posix_spawn_file_actions_adddup2(&actions, high, 3) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var mask = sigset_t()
        sigemptyset(&mask)
        for number in blocks { sigaddset(&mask, number) }
        posix_spawnattr_setsigmask(&attributes, &mask)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let argv = ([Self.program] + words).map { strdup($0) } + [nil]
        let envp =
            (["PATH=/usr/bin:/bin"] + environment + (channel == nil ? [] : ["WAHOST_CHANNEL_FD=3"]))
            .map { strdup($0) } + [nil]
        defer { for word in argv + envp { free(word) } }
        var child: pid_t = 0
        let error = posix_spawn(&child, Self.program, &actions, &attributes, argv, envp)
        try out.fileHandleForWriting.close()
        try err.fileHandleForWriting.close()
        guard error == 0 else { throw SpawnFailure(error: error) }
        pid = child
        output = out.fileHandleForReading
        errors = err.fileHandleForReading
        // One that hangs must not hold the whole test run.
        DispatchQueue.global().asyncAfter(deadline: .now() + 40) { [weak self] in self?.end() }
    }

    deinit {
        guard !hasEnded else { return }
        kill(pid, SIGKILL)
        var status: Int32 = 0
        waitpid(pid, &status, 0)
    }

    /// Has no child inherit what earlier tests left open: a role would list it, and more than a test wants to read.
    private static func keepDescriptors() {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for number in numbers.compactMap(Int32.init) where number > 2 { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    }

    private func end() { lock.withLock { if !hasEnded { kill(pid, SIGKILL) } } }

    func signal(_ number: Int32) { kill(pid, number) }

    /// Waits for its end.
    func ended() async -> HostEnd {
        await withCheckedContinuation { continuation in
            // A thread's block outlives it: what it held would never be closed.
            Thread { [weak self] in
                guard let self else { return }
                var status: Int32 = 0
                var found = siginfo_t()
                while waitid(P_PID, id_t(self.pid), &found, WEXITED | WNOWAIT) < 0 && errno == EINTR {}
                self.lock.withLock {
                    while waitpid(self.pid, &status, 0) < 0 && errno == EINTR {}
                    self.hasEnded = true
                }
                let number = status & 0x7F
                continuation.resume(returning: number == 0 ? .exited((status >> 8) & 0xFF) : .signaled(number))
            }.start()
        }
    }

    /// All that it printed; after its end.
    func printed() -> String { String(decoding: output.readDataToEndOfFile(), as: UTF8.self) }

    /// All that it said on standard error; after its end.
    func complained() -> String { String(decoding: errors.readDataToEndOfFile(), as: UTF8.self) }

    /// Reads standard error up to this text.
    func waitToHear(_ text: String) async { await Self.read(errors, upTo: text) }

    /// Reads standard output up to this text.
    func waitToRead(_ text: String) async { await Self.read(output, upTo: text) }

    private static func read(_ stream: FileHandle, upTo text: String) async {
        await withCheckedContinuation { continuation in
            Thread { [weak stream] in
                var heard = ""
                while !heard.contains(text) {
                    guard let data = stream?.availableData, !data.isEmpty else { break }
                    heard += String(decoding: data, as: UTF8.self)
                }
                continuation.resume()
            }.start()
        }
    }
}
