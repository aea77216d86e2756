import Foundation
import Kernel
import Lifecycle

/// One `walaunch`, started by Foundation's `Process` and reaped by it.
final class LauncherProcess: @unchecked Sendable {
    private let process = Process()
    /// Our end of the channel; the owner closes it.
    let socket: Int32

    /// The process identifier.
    var pid: Int32 { process.processIdentifier }

    /// Starts `walaunch`; called on the spawner's thread only.
    ///
    /// - Parameters:
    ///   - path: the program, absolute.
    ///   - page: the descriptor of the shared slots.
    ///   - descriptorLimit: the soft limit of open descriptors that children start with.
    ///   - reaped: called once, on some thread, when it has ended and has been reaped.
    /// - Throws: `SystemCallFailure`.
    init(path: String, page: Int32, descriptorLimit: UInt64, reaped: @escaping @Sendable () -> Void) throws {
        guard access(path, X_OK) == 0 else { throw SystemCallFailure("execute '\(path)'", error: errno) }
        try Self.checkSpareDescriptors()
        var ends: [Int32] = [-1, -1]
        try SystemCallFailure.check(wak_socket_pair(&ends), "make a socket pair")
        socket = ends[0]
        let input = Self.input(ends[1])
        process.executableURL = URL(fileURLWithPath: path, isDirectory: false)
        // `walaunch` needs no word; a program that has other parts, too, knows this one by it.
        process.arguments = ["(launcher)"]
        process.environment = [:]
        process.standardInput = input
        // Nil stands for the null device, and spares `Process` the question whether that is a pipe.
        process.standardOutput = nil
        process.standardError = nil
        process.terminationHandler = { _ in reaped() }
        do {
            try Self.greet(socket, page: page, descriptorLimit: descriptorLimit)
            try process.run()
            try input.fileHandleForWriting.close()
        } catch {
            close(socket)
            throw error as? SystemCallFailure ?? SystemCallFailure("start '\(path)'", causedBy: error)
        }
    }

    /// Makes a `Pipe` whose reading end is our socket.
    ///
    /// `Process` asks of whatever it is given whether it is a pipe; for a file handle the answer takes the runtime two
    /// searches through all conformances of the program, half a millisecond in all.
    private static func input(_ childEnd: Int32) -> Pipe {
        let pipe = Pipe()
        let readingEnd = pipe.fileHandleForReading.fileDescriptor
        dup2(childEnd, readingEnd)
        _ = fcntl(readingEnd, F_SETFD, FD_CLOEXEC)
        close(childEnd)
        return pipe
    }

    /// Writes the hello, which waits in the socket until `walaunch` reads it.
    private static func greet(_ socket: Int32, page: Int32, descriptorLimit: UInt64) throws {
        var hello = wak_launch_hello(magic: WAK_LAUNCH_MAGIC, parent: getpid(), descriptor_limit: descriptorLimit)
        let size = MemoryLayout.size(ofValue: hello)
        try SystemCallFailure.check(wak_send(socket, &hello, size, [page], 1), "greet the launcher")
    }

    /// What Foundation, ourselves and the first orders need.
    private static let spareDescriptors = 14

    /// Throws when descriptors are about to run out.
    ///
    /// Foundation does not look whether its own socket pair was made, and would go on with descriptor 0; without one for
    /// its run loop it ends the process.
    private static func checkSpareDescriptors() throws {
        var spares: [Int32] = []
        defer { for spare in spares { close(spare) } }
        for _ in 0..<Self.spareDescriptors {
            spares.append(try SystemCallFailure.check(wak_event_counter(), "open a descriptor"))
        }
    }
}
