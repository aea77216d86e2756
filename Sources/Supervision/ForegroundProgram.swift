import Dispatch
import Foundation
import Lifecycle

/// A program that a command runs to its end; what it says goes where ours goes.
public enum ForegroundProgram {
    /// Starts a program and waits for its end; for commands that start no role.
    ///
    /// - Parameters:
    ///   - path: the program, absolute.
    ///   - arguments: the words behind the program's name.
    /// - Returns: how it ended.
    /// - Throws: `SystemCallFailure` when it can not be started.
    public static func run(_ path: String, _ arguments: [String]) throws -> TerminationStatus {
        let process = Process()
        let hasEnded = DispatchSemaphore(value: 0)
        process.executableURL = URL(fileURLWithPath: path, isDirectory: false)
        process.arguments = arguments
        process.terminationHandler = { _ in hasEnded.signal() }
        do { try process.run() } catch { throw SystemCallFailure("start '\(path)'", causedBy: error) }
        hasEnded.wait()
        let status = process.terminationStatus
        if process.terminationReason == .uncaughtSignal { return .signaled(status) }
        return .exited(code: UInt8(truncatingIfNeeded: status))
    }
}
