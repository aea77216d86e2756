import Lifecycle

@testable import Metrics

/// Snapshots to write.
enum Samples {
    /// One in which everything has a value, and names do their worst.
    static func full() -> MetricsSnapshot {
        var snapshot = MetricsSnapshot(
            version: "0.3.0",
            instance: "Mill_IN_0",
            role: "Mill",
            deployment: "deployment(1)",
            phase: .ready,
            startTime: 1_795_283_319_250
        )
        snapshot.incarnation = 3
        snapshot.configurationIncarnation = 1_002
        snapshot.bootDuration = .milliseconds(4_213)
        snapshot.leases = .init(started: 2, busy: 1)
        snapshot.logs = .init(bytesRead: 1_234_567, linesLostByFiles: 0, linesLostByConsole: 12, recordsLost: 0)
        snapshot.process = .init(
            processorTime: .microseconds(412_345),
            residentBytes: 3_145_728,
            openDescriptors: 31,
            mostDescriptors: 524_288
        )
        for (name, type) in [
            ("setup.sh", "simple"), ("setup.sh", "simple"), ("a\"b\\c\nd{}=,é定", "background"),
            ("WaWorkerHost", "host"),
        ] {
            var task = TaskMetrics(name: name, type: type)
            task.isRunning = type != "simple"
            task.restarts = 4
            task.ends.note(.exited(code: 0))
            task.ends.note(.exited(code: 7))
            task.ends.note(.exited(code: 7))
            task.ends.note(.signaled(9))
            task.duration = .milliseconds(1_250)
            task.userTime = .microseconds(1_000_001)
            task.systemTime = .zero
            task.residentBytes = 1_048_576
            task.peakResidentBytes = 2_097_152
            task.logLines = 99
            task.logBytes = 4_321
            task.logLinesLost = 5
            snapshot.tasks.append(task)
        }
        for number in 0..<200 { snapshot.statusChecks.answered(number % 5 != 0, after: .milliseconds(number * number)) }
        snapshot.statusChecks.notAnswered()
        return snapshot
    }

    /// One in which nothing has happened.
    static func empty() -> MetricsSnapshot {
        MetricsSnapshot(version: "", instance: "", role: "", deployment: "", phase: .creating, startTime: 0)
    }
}
