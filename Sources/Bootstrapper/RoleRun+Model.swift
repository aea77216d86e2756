import Lifecycle
import LogCapture
import RoleModel

/// A role model that changes while somebody sits at the terminal (`run --watch`): nothing is done without being asked.
extension RoleRun {
    /// Begins to watch the role model, when somebody can be asked.
    func watchModel() {
        guard options.watchesConfiguration, ModelQuestion.isPossible else { return }
        let path = input.roleModel ?? input.roleRoot + "/RoleModel.xml"
        var failure: Int32 = 0
        // Where it can not be watched, the configuration's own watch has said so.
        modelWatch = ConfigurationWatch(queue: queue, failure: &failure) { path }
        modelWatch?.onChange = { [weak self] in self?.modelHasChanged() }
    }

    private func modelHasChanged() {
        switch machine.instancePhase {
        case .starting, .ready, .busy: break
        case .creating, .stopped, .stopping, .unresponsive, .restarting, .cycling, .failedStarting: return
        }
        question.close()
        let outcome = PreparedRole.prepare(input, system: system, freePort: ports.port(of:))
        if outcome.exitCode != nil {
            return story.modelIsFaulty(outcome.diagnostics.filter { $0.severity == .error })
        }
        let begins = machine.plan.recycle != .never
        story.modelHasChanged(canBegin: begins)
        guard begins else { return }
        question.ask { [weak self] in
            guard let self else { return }
            capture.record(.info, "r: stopping in order, to begin again with the changed role model")
            capture.releaseChildren()
            handle(.recycleRequested)
        }
    }
}

extension RunStory {
    fileprivate func modelHasChanged(canBegin: Bool) {
        let text =
            canBegin
            ? "the role model has changed: press r to recycle the role with it, any other key to go on as it is"
            : "the role model has changed: it comes with the next run; with --recycle on-failure, r would recycle the role"
        capture.record(.info, text)
    }

    fileprivate func modelIsFaulty(_ faults: [Diagnostic]) {
        for fault in faults { capture.record(.warning, fault.rendered) }
        capture.record(.warning, "the role model has changed and can not be used: the role goes on as it is, ignoring")
    }
}
