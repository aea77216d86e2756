import Lifecycle

extension MetricsSnapshot {
    private typealias Sample = ExpositionText.Sample

    /// Writes the metrics (`docs/reference/metrics.md`).
    public func text(_ form: MetricsForm) -> String {
        var text = ExpositionText(form)
        writeInstance(to: &text)
        writeTasks(to: &text)
        writeUsage(to: &text)
        writeOutput(to: &text)
        writeChecks(to: &text)
        writeLogs(to: &text)
        writeProcess(to: &text)
        text.end()
        return text.text
    }

    private static func number(_ value: Int) -> [Sample] { [Sample(value: String(value))] }

    private func writeInstance(to text: inout ExpositionText) {
        let build = Sample(labels: [("version", version)], value: "1")
        text.family("wahost_build", .info, "The bootstrapper that answers.", [build])
        let names = [("instance_id", instance), ("role", role), ("deployment", deployment)]
        text.family(
            "wahost_instance",
            .info,
            "The role instance that is supervised.",
            [Sample(labels: names, value: "1")]
        )
        let isReady = phase == .ready ? 1 : 0
        text.family("wahost_instance_ready", .gauge, "Whether the instance is Ready.", Self.number(isReady))
        let phases = InstancePhase.allCases.map {
            Sample(labels: [("wahost_instance_phase", $0.rawValue)], value: $0 == phase ? "1" : "0")
        }
        text.family("wahost_instance_phase", .stateSet, "The instance's phase, by Azure's names.", phases)
        text.family(
            "wahost_incarnations",
            .counter,
            "Incarnations begun since the bootstrapper began.",
            Self.number(incarnation)
        )
        text.family(
            "wahost_boot_duration_seconds",
            .gauge,
            unit: "seconds",
            "Time from this incarnation's beginning to its first Ready.",
            bootDuration.map { [Sample(value: ExpositionText.seconds($0))] } ?? []
        )
        text.family(
            "wahost_configuration_incarnation",
            .gauge,
            "Number of the configuration in force.",
            configurationIncarnation.map { [Sample(value: String($0))] } ?? []
        )
        text.family(
            "wahost_leases",
            .gauge,
            "Leases that clients of the runtime endpoint hold.",
            leases.map {
                [
                    Sample(labels: [("status", "busy")], value: String($0.busy)),
                    Sample(labels: [("status", "started")], value: String($0.started)),
                ]
            } ?? []
        )
    }

    private func writeChecks(to text: inout ExpositionText) {
        let results = [("busy", statusChecks.busy), ("missed", statusChecks.missed), ("ready", statusChecks.ready)]
        text.family(
            "wahost_status_checks",
            .counter,
            "StatusChecks, by their answer.",
            results.map { Sample(labels: [("result", $0.0)], value: String($0.1)) }
        )
        text.family(
            "wahost_status_check_duration_seconds",
            .histogram,
            unit: "seconds",
            "Time to the answer of a StatusCheck.",
            Self.histogram(statusChecks)
        )
    }

    private static func histogram(_ checks: StatusCheckMetrics) -> [Sample] {
        var total = 0
        var samples: [Sample] = []
        for (place, count) in checks.buckets.enumerated() {
            total &+= count
            let isLast = place == StatusCheckMetrics.bounds.count
            let bound = isLast ? "+Inf" : ExpositionText.seconds(StatusCheckMetrics.bounds[place])
            samples.append(Sample(suffix: "_bucket", labels: [("le", bound)], value: String(total)))
        }
        samples.append(Sample(suffix: "_sum", value: ExpositionText.seconds(checks.sum)))
        samples.append(Sample(suffix: "_count", value: String(total)))
        return samples
    }

    private func writeLogs(to text: inout ExpositionText) {
        guard let logs else { return }
        text.family(
            "wahost_log_read_bytes",
            .counter,
            unit: "bytes",
            "Bytes read from the output of tasks and host.",
            Self.number(logs.bytesRead)
        )
        let lost = [
            ("console", logs.linesLostByConsole), ("file", logs.linesLostByFiles), ("record", logs.recordsLost),
        ]
        text.family(
            "wahost_log_lost_lines",
            .counter,
            "Lines that were not kept, by where they are missing.",
            lost.map { Sample(labels: [("destination", $0.0)], value: String($0.1)) }
        )
    }

    private func writeProcess(to text: inout ExpositionText) {
        let start = ExpositionText.seconds(.milliseconds(max(startTime, 0)))
        text.family(
            "process_start_time_seconds",
            .gauge,
            unit: "seconds",
            "When the bootstrapper was started, since 1970.",
            [Sample(value: start)]
        )
        guard let process else { return }
        text.family(
            "process_cpu_seconds",
            .counter,
            unit: "seconds",
            "Processor time of the bootstrapper itself.",
            [Sample(value: ExpositionText.seconds(process.processorTime))]
        )
        text.family(
            "process_resident_memory_bytes",
            .gauge,
            unit: "bytes",
            "Resident memory of the bootstrapper itself.",
            [Sample(value: String(process.residentBytes))]
        )
        text.family(
            "process_open_fds",
            .gauge,
            "Open descriptors of the bootstrapper itself.",
            Self.number(process.openDescriptors)
        )
        text.family(
            "process_max_fds",
            .gauge,
            "The most descriptors that the bootstrapper may open.",
            Self.number(process.mostDescriptors)
        )
    }
}
