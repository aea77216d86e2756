import Glibc
import Kernel
import Lifecycle
import LogCapture
import Metrics

/// The metrics, collected when somebody asks (behaviour H3).
extension RoleRun {
    /// Everything that is measured, as text.
    func metricsText(isOpenMetrics: Bool) -> String {
        metricsSnapshot.text(isOpenMetrics ? .openMetrics : .prometheus)
    }

    private var metricsSnapshot: MetricsSnapshot {
        let now = ContinuousClock.now
        var snapshot = MetricsSnapshot(
            version: HelpText.version,
            instance: role.plan.instanceID,
            role: role.plan.roleName,
            deployment: role.plan.deploymentID,
            phase: machine.instancePhase,
            startTime: Self.milliseconds(ago: now - startedAt)
        )
        snapshot.incarnation = machine.incarnation
        snapshot.bootDuration = observation?.bootDuration
        if let metrics = observation?.metrics {
            snapshot.tasks = tasks(metrics, now)
            snapshot.statusChecks = metrics.checks
        }
        let counted = capture.counters
        snapshot.logs = .init(
            bytesRead: counted.bytesRead,
            linesLostByFiles: counted.linesLostByFiles,
            linesLostByConsole: counted.linesLostByConsole,
            recordsLost: counted.recordsLost
        )
        snapshot.leases = leases
        snapshot.configurationIncarnation = endpoint?.goalState?.incarnation
        snapshot.process = Self.ownUse
        return snapshot
    }

    /// What counts a child's output; nil while nobody can ask for it.
    ///
    /// The first child is ordered before there are metrics, which take its tally when they begin.
    func tally(of child: ChildID, _ work: Work) -> OutputTally? {
        guard options.listeners.readiness != nil else { return nil }
        let tally = observation?.metrics?.tally(of: work) ?? OutputTally()
        lives[child]?.tally = tally
        return tally
    }

    /// The counts, with what lives now.
    private func tasks(_ metrics: RunMetrics, _ now: ContinuousClock.Instant) -> [TaskMetrics] {
        var works = metrics.works
        for (place, tally) in metrics.tallies.enumerated() where works.indices.contains(place) {
            works[place].logLines = tally.lines
            works[place].logBytes = tally.bytes
            works[place].logLinesLost = tally.linesLostByFile
        }
        for life in lives.values {
            guard let place = metrics.place(of: life.work) else { continue }
            works[place].isRunning = true
            works[place].duration = now - life.orderedAt
            guard let use = life.pid.flatMap(ProcessUse.init) else { continue }
            works[place].userTime = (works[place].userTime ?? .zero) + use.sample.userTime
            works[place].systemTime = (works[place].systemTime ?? .zero) + use.sample.systemTime
            works[place].residentBytes = use.sample.residentBytes
            works[place].peakResidentBytes = max(works[place].peakResidentBytes ?? 0, use.peakResidentBytes)
        }
        return works
    }

    private var leases: MetricsSnapshot.Leases? {
        guard let endpoint else { return nil }
        var leases = MetricsSnapshot.Leases(started: 0, busy: 0)
        for entry in endpoint.leases.entries {
            switch entry.lease.status {
            case .started: leases.started &+= 1
            case .busy: leases.busy &+= 1
            default: break
            }
        }
        return leases
    }

    private static var ownUse: MetricsSnapshot.Process? {
        guard let sample = ProcessUse(getpid())?.sample else { return nil }
        var limit = rlimit()
        _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return MetricsSnapshot.Process(
            processorTime: sample.userTime + sample.systemTime,
            residentBytes: sample.residentBytes,
            // Not the folder itself.
            openDescriptors: max(SystemFiles().entries(of: "/proc/self/fd").count - 1, 0),
            mostDescriptors: Int(min(limit.rlim_cur, 1 << 30))
        )
    }

    private static func milliseconds(ago: Duration) -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000 - Int64(ago / .milliseconds(1))
    }
}
