import Foundation
import Kernel
import Lifecycle
import Supervision

/// `LauncherBenchmark resident|foundation COUNT`: starts children with two pipes each; prints the microseconds until all
/// have been executed.
@main
enum LauncherBenchmark {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let count = Int(arguments[2]) else { exit(64) }
        let spawner = Spawner()
        Thread.detachNewThread {
            let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            let child = folder.appendingPathComponent("ProbeChild").path
            let isResident = arguments[1] == "resident"
            let time = isResident ? resident(count, folder.path, child, spawner) : foundation(count, child, spawner)
            FileHandle.standardOutput.write(Data("\(time)\n".utf8))
            exit(0)
        }
        spawner.run()
    }

    private static func microseconds() -> UInt64 { DispatchTime.now().uptimeNanoseconds / 1000 }

    /// Makes two pipes; returns the ends of the child.
    private static func pipes() -> (Int32, Int32) {
        var (output, error): ([Int32], [Int32]) = ([0, 0], [0, 0])
        guard wak_pipe(&output) == 0, wak_pipe(&error) == 0 else { exit(1) }
        return (output[1], error[1])
    }

    /// The launcher is started within the time that is measured.
    private static func resident(_ count: Int, _ folder: String, _ child: String, _ spawner: Spawner) -> UInt64 {
        let queue = DispatchQueue(label: "events")
        let children = ChildProcesses(queue: queue, launcher: folder + "/walaunch", spawner: spawner)
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        let done = DispatchSemaphore(value: 0)
        let start = microseconds()
        queue.sync {
            guard (try? children.start()) != nil else { exit(1) }
            for number in 0..<count {
                var order = LaunchOrder(program: child, arguments: ["child", "wait"], environment: environment)
                let (output, error) = pipes()
                order.standardOutput = output
                order.standardError = error
                children.spawn(
                    ChildID(UInt64(number + 1)),
                    order,
                    started: { result in
                        if case .failure = result { exit(1) }
                        done.signal()
                    },
                    exited: { _, _ in }
                )
            }
        }
        for _ in 0..<count { done.wait() }
        return microseconds() - start
    }

    /// A `Process` for each child, through a shim that executes the program.
    private static func foundation(_ count: Int, _ child: String, _ spawner: Spawner) -> UInt64 {
        var limit: UInt64 = 0
        _ = wak_raise_descriptor_limit(&limit)
        let done = DispatchSemaphore(value: 0)
        let start = microseconds()
        spawner.submit {
            for _ in 0..<count {
                let process = Process()
                let (output, error) = pipes()
                process.executableURL = URL(fileURLWithPath: child)
                process.arguments = ["exec", child, "wait"]
                process.standardInput = FileHandle.nullDevice
                process.standardOutput = FileHandle(fileDescriptor: output, closeOnDealloc: true)
                process.standardError = FileHandle(fileDescriptor: error, closeOnDealloc: true)
                guard (try? process.run()) != nil else { exit(1) }
                // What the resident launcher gives as well: nothing outlives this program.
                alive.append(process)
                done.signal()
            }
        }
        for _ in 0..<count { done.wait() }
        let time = microseconds() - start
        for process in alive { kill(process.processIdentifier, SIGKILL) }
        return time
    }

    nonisolated(unsafe) private static var alive: [Process] = []
}
