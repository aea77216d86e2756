import Foundation

/// What the kernel tells of processes.
enum ProcessTree {
    /// The children of a process.
    static func children(of pid: Int32) -> [Int32] {
        text("/proc/\(pid)/task/\(pid)/children").split(separator: " ").compactMap { Int32($0) }
    }

    /// The program that a process executes, nil when there is none.
    static func program(of pid: Int32) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe")
    }

    /// Whether a signal would reach a process that is PID 1 of its own: blocked for now, or caught.
    static func takes(_ signal: Int32, _ pid: Int32) -> Bool {
        let status = text("/proc/\(pid)/status").split(separator: "\n")
        return ["SigBlk:", "SigCgt:"].contains { name in
            let line = status.first { $0.hasPrefix(name) }
            let mask = line.flatMap { UInt64($0.dropFirst(name.count).trimmingCharacters(in: .whitespaces), radix: 16) }
            return (mask ?? 0) >> UInt64(signal - 1) & 1 == 1
        }
    }

    private static func text(_ path: String) -> String {
        let bytes = FileHandle(forReadingAtPath: path).flatMap { try? $0.readToEnd() }
        return String(decoding: bytes ?? Data(), as: UTF8.self)
    }
}

/// A named pipe that tells when everybody who wrote to it is gone.
final class FIFO {
    private let descriptor: Int32

    init(_ path: String) throws {
        guard mkfifo(path, 0o666) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// Waits until all who had it open are gone; false when they are not.
    func isShut() -> Bool {
        var waited = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&waited, 1, 30_000) == 1
    }
}
