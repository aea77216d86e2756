import Lifecycle

extension MetricsSnapshot {
    private typealias Sample = ExpositionText.Sample

    /// A task with the labels that all of its lines have.
    private struct Labelled {
        let task: TaskMetrics
        let labels: [(name: String, value: String)]
    }

    /// Two tasks of one name are two series, told apart by the later one's number.
    private var labelled: [Labelled] {
        var seen: [String] = []
        return tasks.enumerated().map { index, task in
            let name = seen.contains(task.name) ? "\(task.name)#\(index + 1)" : task.name
            seen.append(name)
            return Labelled(task: task, labels: [("task", name), ("type", task.type)])
        }
    }

    func writeTasks(to text: inout ExpositionText) {
        let tasks = labelled
        text.family(
            "wahost_task_running",
            .gauge,
            "Whether the task's or host's process lives.",
            tasks.map { Sample(labels: $0.labels, value: $0.task.isRunning ? "1" : "0") }
        )
        text.family(
            "wahost_task_restarts",
            .counter,
            "How often the task was started again.",
            tasks.map { Sample(labels: $0.labels, value: String($0.task.restarts)) }
        )
        text.family("wahost_task_exits", .counter, "Processes that ended by themselves, by code.", exits(tasks))
        text.family("wahost_task_kills", .counter, "Processes that a signal ended, by signal.", kills(tasks))
        text.family(
            "wahost_task_duration_seconds",
            .gauge,
            unit: "seconds",
            "How long the task's or host's last process lives or lived.",
            Self.samples(tasks) { $0.duration.map(ExpositionText.seconds) }
        )
    }

    func writeOutput(to text: inout ExpositionText) {
        let tasks = labelled
        text.family(
            "wahost_task_log_lines",
            .counter,
            "Lines that the task or host wrote.",
            Self.samples(tasks) { $0.logLines.map { String($0) } }
        )
        text.family(
            "wahost_task_log_bytes",
            .counter,
            unit: "bytes",
            "Bytes that the task or host wrote.",
            Self.samples(tasks) { $0.logBytes.map { String($0) } }
        )
        text.family(
            "wahost_task_log_lost_lines",
            .counter,
            "Lines of the task or host that its log file did not take.",
            Self.samples(tasks) { $0.logLinesLost.map { String($0) } }
        )
    }

    func writeUsage(to text: inout ExpositionText) {
        let tasks = labelled
        text.family(
            "wahost_task_cpu_seconds",
            .counter,
            unit: "seconds",
            "Processor time of the task's or host's processes, by mode.",
            Self.samples(tasks, mode: "user") { $0.userTime.map(ExpositionText.seconds) }
                + Self.samples(tasks, mode: "system") { $0.systemTime.map(ExpositionText.seconds) }
        )
        text.family(
            "wahost_task_resident_memory_bytes",
            .gauge,
            unit: "bytes",
            "Memory that the task's or host's process has resident.",
            Self.samples(tasks) { $0.residentBytes.map { String($0) } }
        )
        text.family(
            "wahost_task_peak_resident_memory_bytes",
            .gauge,
            unit: "bytes",
            "The most memory that one of its processes had resident at once.",
            Self.samples(tasks) { $0.peakResidentBytes.map { String($0) } }
        )
    }

    private static func samples(
        _ tasks: [Labelled],
        mode: String? = nil,
        _ value: (TaskMetrics) -> String?
    ) -> [Sample] {
        tasks.compactMap { labelled in
            guard let value = value(labelled.task) else { return nil }
            return Sample(labels: labelled.labels + (mode.map { [("mode", $0)] } ?? []), value: value)
        }
    }

    private func exits(_ tasks: [Labelled]) -> [Sample] {
        tasks.flatMap { labelled in
            labelled.task.ends.counts.compactMap { count in
                guard case .exited(let code) = count.status else { return nil }
                return Sample(labels: labelled.labels + [("code", String(code))], value: String(count.number))
            }
        }
    }

    private func kills(_ tasks: [Labelled]) -> [Sample] {
        tasks.flatMap { labelled in
            labelled.task.ends.counts.compactMap { count in
                guard case .signaled(let signal) = count.status else { return nil }
                let name = SignalName.of(signal)
                return Sample(labels: labelled.labels + [("signal", name)], value: String(count.number))
            }
        }
    }
}
