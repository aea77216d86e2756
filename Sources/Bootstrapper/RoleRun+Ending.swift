import Dispatch
import Glibc
import Lifecycle
import LogCapture
import RoleModel

extension RoleRun {
    /// The machine has come to its end: report, flush, leave.
    func finish(_ reason: FinishReason) {
        ending = reason
        systemd.stops()
        question.close()
        if pendingLastWords == 0 {
            endIfPossible()
            return
        }
        // A disk that stalls may hold the last words back; the end does not wait for them.
        queue.asyncAfter(deadline: DispatchTime.now() + DispatchTimeInterval.seconds(2)) { [weak self] in self?.end() }
    }

    func endIfPossible() {
        if ending != nil { end() }
    }

    private func end() {
        guard let reason = ending else { return }
        ending = nil
        let code = exitCode(of: reason)
        let kept = keepEnd(reason, code: code)
        tellOfEnd()
        listener?.close()
        endpoint?.close()
        story.finished(reason, code: code, last: lastNews)
        removeRuntimeFolder()
        capture.close(within: .seconds(2))
        kept?.wait(atMost: .seconds(1))
        children.endLauncher()
        _exit(code)
    }

    /// What is known of the last children, for a verdict.
    var lastNews: LastNews { LastNews(words: lastWords, lifetimes: lifetimes, host: lastHostWords) }

    /// The exit code of a run (behaviour D5, E6).
    func exitCode(of reason: FinishReason) -> Int32 {
        switch reason {
        case .stopped: ExitCode.success.rawValue
        case .recycleRequested: ExitCode.recycleRequested.rawValue
        case .startupTaskFailed: ExitCode.startupTaskFailed.rawValue
        case .blockFailed(_, _, .timedOut), .blockFailed(_, _, .readinessLost): ExitCode.readinessTimedOut.rawValue
        case .blockFailed: ExitCode.startupTaskFailed.rawValue
        case .hostStartFailed: ExitCode.hostStartFailed.rawValue
        case .hostReadinessTimedOut, .hostReadinessLost: ExitCode.readinessTimedOut.rawValue
        case .hostExited(.exited(let code)):
            machine.plan.host?.successExitCodes.contains(code) == true ? 0 : Int32(code)
        case .hostExited(.signaled(let signal)): 128 + signal
        case .unresponsive: ExitCode.unresponsive.rawValue
        }
    }
}
