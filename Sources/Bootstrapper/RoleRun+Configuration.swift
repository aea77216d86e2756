import HostChannel
import Lifecycle
import LogCapture
import RoleModel
import RuntimeProtocol

/// Who wants the configuration to be read again.
enum ConfigurationSource {
    /// SIGHUP.
    case signal
    /// `--watch`.
    case watch
    /// `update-configuration`, from this process.
    case control(pid: Int32)

    /// How messages begin.
    var text: String {
        switch self {
        case .signal: "HUP"
        case .watch: "the configuration file has changed"
        case .control(let pid): "update-configuration" + (pid > 0 ? " from pid \(pid)" : "")
        }
    }
}

/// What became of a configuration that was read again.
enum ConfigurationOutcome {
    /// It is faulty; the one in force stays. What is wrong, as `validate` says it.
    case faulty([Diagnostic])
    /// It says the same as the one in force.
    case unchanged
    /// It is announced under this number.
    case announced(UInt64, ConfigurationDifference)
    /// It is valid and waits: for the change that is under way, or for OnStart.
    case waiting
    /// It is valid and comes with the next incarnation, which is about to begin or asked for.
    case nextIncarnation
    /// It is valid; nothing runs that could be told.
    case nothingRuns
}

/// Changes of the configuration while the role runs (behaviour E4).
extension RoleRun {
    /// The timer of the time for answers; the machine's own count from 1.
    private static let deadline = TimerID(.max)

    /// Reads the files again, judges them, and announces what is different.
    @discardableResult
    func changeConfiguration(_ source: ConfigurationSource) -> ConfigurationOutcome {
        let outcome = PreparedRole.prepare(input, system: system, freePort: ports.port(of:))
        guard let changed = outcome.role, outcome.exitCode == nil else {
            story.refusesConfiguration(source, outcome.diagnostics)
            return .faulty(outcome.diagnostics)
        }
        if changed.files.configuration == nil, role.files.configuration != nil {
            let gone = Diagnostic.configurationGone(RoleFiles.configurationPath(input))
            story.refusesConfiguration(source, [gone])
            return .faulty([gone])
        }
        story.warns(outcome.diagnostics)
        return adopt(changed, source)
    }

    private func adopt(_ changed: PreparedRole, _ source: ConfigurationSource) -> ConfigurationOutcome {
        let difference = ConfigurationDifference(from: role, to: changed)
        guard !difference.isEmpty else {
            story.configurationIsTheSame(source, hasOtherPlan: changed.plan.plan != role.plan.plan)
            return .unchanged
        }
        switch machine.instancePhase {
        case .creating, .stopped, .stopping, .unresponsive, .restarting, .cycling, .failedStarting:
            story.configurationComesLater(source)
            return .nothingRuns
        case .starting, .ready, .busy: break
        }
        if difference.hasOtherCertificates {
            // As on Azure: the instance is taken offline, and neither event is raised.
            story.certificatesChanged(source)
            handle(.recycleRequested)
            return .nextIncarnation
        }
        guard change == nil, resident?.isRunning != false else {
            pendingChange = source
            story.configurationWaits(source)
            return .waiting
        }
        return announce(changed, difference, source)
    }

    private func announce(
        _ changed: PreparedRole,
        _ difference: ConfigurationDifference,
        _ source: ConfigurationSource
    ) -> ConfigurationOutcome {
        role.files = changed.files
        role.document = changed.document
        let number = nextGoalIncarnation()
        changes = difference
        story.announces(number, difference, source, clients: endpointClients.count, hasHost: resident != nil)
        var change = ConfigurationChange(
            incarnation: number,
            clients: Set(endpointClients),
            hasHost: resident != nil
        )
        let effects = change.begin()
        self.change = change
        perform(effects)
        return .announced(number, difference)
    }

    /// Takes a fact about the change that is under way; without one it is of no interest.
    func noteChange(_ event: ConfigurationChange.Event) {
        guard let effects = change?.handle(event) else { return }
        perform(effects)
    }

    private func perform(_ effects: [ConfigurationChange.Effect]) {
        for effect in effects {
            switch effect {
            case .announce: announceStarted()
            case .raiseChanging: raiseChanging()
            case .raiseChanged: give(.changed(resident?.lastChange ?? 0))
            case .startDeadline:
                timers.start(Self.deadline, options.configurationDeadline) { [weak self] in
                    self?.noteChange(.deadlinePassed)
                }
            case .cancelDeadline: timers.cancel(Self.deadline)
            case .end(let outcome): endChange(outcome)
            }
        }
    }

    private func raiseChanging() {
        guard let number = resident?.lastChange else { return }
        resident?.lastChange = number &+ 1
        let list = (changes?.changes ?? []).map { change -> HostChange in
            switch change {
            case .configurationSetting(let name): .configurationSetting(name)
            case .topology(let role): .topology(role: role)
            }
        }
        give(.changing(number &+ 1, roleData, list))
    }

    private func endChange(_ outcome: ConfigurationChange.Outcome) {
        guard let number = change?.incarnation else { return }
        change = nil
        changes = nil
        story.changeEnded(number, outcome, limit: options.configurationDeadline)
        if case .cancelled = outcome {
            handle(.recycleRequested)
        } else {
            // Not within the news that ended this one.
            queue.async { [weak self] in self?.beginPendingChange() }
        }
        endReload()
    }

    /// Reads again what changed while nobody could be told.
    func beginPendingChange() {
        guard let source = pendingChange, change == nil else { return }
        pendingChange = nil
        changeConfiguration(source)
        endReload()
    }

    /// The role is being stopped: whatever is under way is over, and comes with the next incarnation.
    func dropChange() {
        change = nil
        changes = nil
        pendingChange = nil
        timers.cancel(Self.deadline)
        endReload()
    }

    /// Begins to watch the configuration's folder, when that is wanted.
    func watchConfiguration() {
        guard options.watchesConfiguration else { return }
        var failure: Int32 = 0
        let input = input
        watch = ConfigurationWatch(queue: queue, failure: &failure) { [weak self] in
            RoleFiles.configurationPath(self?.input ?? input)
        }
        guard let watch else {
            story.cannotWatch(RoleFiles.configurationPath(input), SystemErrorText.text(failure))
            return
        }
        watch.onChange = { [weak self] in self?.changeConfiguration(.watch) }
        watch.onLoss = { [weak self] in
            guard let self else { return }
            story.cannotWatch(RoleFiles.configurationPath(self.input), "its folder has gone")
        }
    }
}
