import ControlSocket
import Dispatch
import Glibc
import Lifecycle
import Supervision
import Timeline

/// The boot timeline: what each incarnation did until it was Ready, kept for the last 20 (behaviour H4).
extension RoleRun {
    /// Takes what has happened, before the machine's answer to it.
    ///
    /// The first order is given before there is a recorder: a task that begins does not wait for one.
    func observe(_ event: Event) {
        if case .startRequested = event { return }
        if observation == nil { beginObservation() }
        observation?.note(event, at: .now)
    }

    /// Takes the machine's answer.
    func observe(_ effects: [Effect], after event: Event) {
        guard observation != nil else { return }
        let now = ContinuousClock.now
        if case .incarnationPrepared = event { renewObservation(now) }
        let wasReady = observation?.bootDuration != nil
        for effect in effects { observation?.note(effect, at: now) }
        // So that it is there whatever becomes of us.
        if !wasReady, observation?.bootDuration != nil { queue.async { [weak self] in _ = self?.keepTimeline() } }
    }

    /// Takes what a process used, before its end is told.
    func observe(_ status: TerminationStatus, _ usage: ResourceUsage, of child: ChildID) {
        let used = TimelineUsage(
            userMicroseconds: Self.microseconds(usage.userTime),
            systemMicroseconds: Self.microseconds(usage.systemTime),
            peakResidentKilobytes: usage.peakResidentBytes / 1_024
        )
        observation?.recorder.note(used, of: child)
        guard let life = lives[child] else { return }
        observation?.metrics?.ended(life.work, status, usage, after: .now - life.orderedAt)
    }

    /// Begins to remember, when the first task has been ordered.
    func beginObservation() {
        guard observation == nil else { return }
        observation = makeObservation(began: startedAt)
        for (child, work) in machine.children {
            observation?.note(.spawn(child, work), at: lives[child]?.orderedAt ?? startedAt)
            observation?.metrics?.adopt(lives[child]?.tally, of: work)
        }
    }

    private func renewObservation(_ now: ContinuousClock.Instant) {
        var metrics = observation?.metrics
        metrics?.begin(machine.plan)
        observation = makeObservation(began: now)
        observation?.metrics = metrics
    }

    private func makeObservation(began: ContinuousClock.Instant) -> RunObservation {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let milliseconds = Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
        let beganMilliseconds = milliseconds - Self.microseconds(.now - began) / 1_000
        return RunObservation(
            recorder: TimelineRecorder(
                plan: machine.plan,
                instance: role.plan.instanceID,
                role: role.plan.roleName,
                incarnation: machine.incarnation,
                began: beganMilliseconds
            ),
            incarnation: machine.incarnation,
            began: began,
            beganMilliseconds: beganMilliseconds,
            metrics: options.listeners.readiness == nil ? nil : RunMetrics(machine.plan)
        )
    }

    /// The timeline as far as it has come, with what living processes have used; nil before the first task was ordered.
    var timeline: BootTimeline? {
        guard let observation else { return nil }
        var recorder = observation.recorder
        for (child, life) in lives {
            guard let use = life.pid.flatMap(ProcessUse.init) else { continue }
            let used = TimelineUsage(
                userMicroseconds: Self.microseconds(use.sample.userTime),
                systemMicroseconds: Self.microseconds(use.sample.systemTime),
                peakResidentKilobytes: use.peakResidentBytes / 1_024
            )
            recorder.note(used, of: child)
        }
        return recorder.timeline(at: .now - observation.began)
    }

    /// What `timeline` is answered with.
    func timelineLine() throws(ControlFault) -> ControlReply {
        guard let timeline else { throw ControlFault(.notPossible, "cannot tell a timeline: nothing has begun") }
        return .line(Array(timeline.json.utf8))
    }

    /// Takes the end of the incarnation, and keeps its timeline.
    func keepTimeline(_ reason: FinishReason, at end: ContinuousClock.Instant) {
        guard let observation, !observation.hasEnded else { return }
        self.observation?.recorder.end(reason.kind, story.verdict(reason), at: end - observation.began)
        self.observation?.hasEnded = true
        keepTimeline()
    }

    /// Writes the timeline as it is now, beside the queue.
    private func keepTimeline() {
        guard let observation else { return }
        KeptTimeline.write(
            Array(observation.recorder.timeline(at: .now - observation.began).json.utf8) + [0x0A],
            TimelineFiles.name(began: observation.beganMilliseconds, incarnation: observation.incarnation),
            in: role.folders.diagnosticStore + "/" + TimelineFiles.folder
        )
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return min(max(seconds, 0), 1_000_000_000) * 1_000_000 + max(attoseconds, 0) / 1_000_000_000_000
    }
}

/// A timeline on its way to the disk.
enum KeptTimeline {
    /// Writes it, as a whole or not at all, on the queue of the records; what is written there next comes after it.
    static func write(_ bytes: [UInt8], _ name: String, in folder: String) {
        KeptRecord.queue.async {
            guard KeptRecord.replace(bytes, name, in: folder) else { return }
            for old in TimelineFiles.toRemove(SystemFiles().entries(of: folder)) { unlink("\(folder)/\(old)") }
        }
    }
}
