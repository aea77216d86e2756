import Dispatch
import Foundation
import Glibc
import LogCapture

/// Captures one program as the bootstrapper would, into one file; for `run.sh`.
@main
enum Probe {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 3, ["raw", "timestamped", "console"].contains(arguments[1]) else {
            print("usage: capture-probe raw|timestamped|console FOLDER PROGRAM [ARGUMENT ...]")
            exit(64)
        }
        let capture = try CaptureThread(
            configuration(arguments[1], arguments[2]),
            callbackQueue: DispatchQueue(label: "probe")
        )
        try capture.start()
        let source = SourceID(1)
        let ends = try capture.open(source, name: "writer", file: "writer", echo: arguments[1] == "console")
        let status = run(Array(arguments[3...]), ends.standardOutput, ends.standardError)
        let heard = DispatchSemaphore(value: 0)
        capture.finish(source) { _ in heard.signal() }
        heard.wait()
        guard capture.close(within: .seconds(60)), capture.counters.droppedLines == 0 else { exit(1) }
        exit(status)
    }

    private static func configuration(_ mode: String, _ folder: String) -> CaptureConfiguration {
        var configuration = CaptureConfiguration()
        guard mode != "console" else { return configuration }
        var files = TaskOutputConfiguration(directory: folder)
        files.format = mode == "raw" ? .raw : .timestamped
        // As s6-log n20 s16M.
        files.maximumSize = 16 << 20
        files.maximumCount = 21
        configuration.taskOutput = files
        return configuration
    }

    /// posix_spawn and waitpid: what is measured is the capture, not the launching.
    private static func run(_ command: [String], _ output: Int32, _ error: Int32) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, error, 2)
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var child: pid_t = 0
        let problem = posix_spawnp(&child, words[0] ?? strdup(""), &actions, nil, &words, environ)
        close(output)
        close(error)
        guard problem == 0 else { return 127 }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        return status >> 8 & 0xFF
    }
}
