import Glibc
import Lifecycle
import Planning
import RoleModel
import Supervision

extension RoleRun {
    /// Makes what is needed to hear that a child is ready, before there is the child.
    func connect(
        _ order: inout LaunchOrder,
        _ child: ChildID,
        readiness: PlannedReadiness?
    ) throws(StartFailure) {
        guard let readiness, let condition = condition(readiness, for: order) else { return }
        let watcher: ReadinessWatcher
        do {
            let isGuarded = lives[child]?.work == .host && isWatchdogWanted
            watcher = try ReadinessWatcher(
                condition,
                queue: queue,
                children: children,
                notifyDirectory: notifyFolder,
                hearsNotifications: isGuarded,
                watchdog: isGuarded ? watchdogInterval : nil
            )
            watcher.user = order.credentials?.user
        } catch {
            throw StartFailure(stage: "making its readiness channel: \(error)", error: 0)
        }
        order.environment += watcher.environment
        order.extraDescriptors += watcher.takeDescriptors()
        watcher.onReady = { [weak self] in self?.becameReady(child) }
        watcher.onLost = { [weak self] in self?.handle(.readinessLost(child)) }
        watcher.onNotification = { [weak self] in self?.heard($0, from: child) }
        watcher.onRefusal = { [weak self] in self?.story.refused($0) }
        watcher.onWatchdogMissed = { [weak self] in self?.missed($0, child) }
        lives[child]?.watcher = watcher
    }

    /// The machine wants to know; a child that is not executed yet is watched as soon as it is.
    func watchReadiness(_ child: ChildID) {
        lives[child]?.isReadinessWanted = true
        beginToWatch(child)
    }

    func unwatchReadiness(_ child: ChildID) {
        lives[child]?.isReadinessWanted = false
    }

    /// Begins to watch what can be watched now.
    func beginToWatch(_ child: ChildID) {
        guard let life = lives[child], life.isWatched == false, let pid = life.pid, let watcher = life.watcher else {
            return
        }
        // Who speaks by itself is listened to from the first moment; who is asked, only when somebody wants to know.
        switch watcher.condition {
        case .notify, .fd: break
        case .tcp, .unix, .http, .file, .exec:
            guard life.isReadinessWanted else { return watcher.listen(to: pid) }
        }
        lives[child]?.isWatched = true
        watcher.watch(pid)
    }

    private func becameReady(_ child: ChildID) {
        guard let life = lives[child] else { return }
        if case .task = life.work { story.ready(life.work, after: .now - life.orderedAt) }
        handle(.childReady(child))
    }

    /// Takes what a child says of itself with sd_notify.
    private func heard(_ notification: Supervision.Notification, from child: ChildID) {
        guard let life = lives[child] else { return }
        story.heard(notification, from: life.work)
        switch notification {
        case .status(let text): lives[child]?.says = text.isEmpty ? nil : text
        case .extendTimeout(let time): handle(.timeExtended(child, time))
        case .ready where life.work == .host: handle(.hostReported(child, leasedStatus == .busy ? .busy : .ready))
        case .reloading where life.work == .host, .stopping where life.work == .host:
            handle(.hostReported(child, .busy))
        case .ready, .reloading, .stopping, .watchdog, .watchdogTriggered, .watchdogInterval, .mainProcess, .failed,
            .failedOnBus, .exitStatus:
            break
        }
    }

    /// The next StatusChecks have no answer until it is heard again.
    private func missed(_ miss: NotifyWatchdog.Miss, _ child: ChildID) {
        guard let life = lives[child] else { return }
        story.missed(miss, of: life.work)
    }

    /// Whether the host's StatusCheck is that it says `WATCHDOG=1`.
    private var isWatchdogWanted: Bool { role.plan.host?.statusCheck?.readiness == .notify }

    /// What the host is told as `WATCHDOG_USEC`; a service says its word twice in that time.
    private var watchdogInterval: Duration { role.plan.plan.statusCheckInterval }

    /// Asks the host for its status: over its channel, or what the model declares, else that it lives (behaviour D6).
    func checkStatus(_ check: StatusCheckID, _ child: ChildID) {
        if resident != nil { return give(.statusCheck(UInt32(truncatingIfNeeded: check.number))) }
        guard let planned = role.plan.host?.statusCheck else { return finishStatusCheck(check, status(of: child)) }
        if statusProbe == nil {
            guard let order = try? plainOrder(of: .host), let condition = condition(planned, for: order) else {
                return finishStatusCheck(check, status(of: child))
            }
            statusProbe = StatusProbe(condition, queue: queue, children: children, watcher: lives[child]?.watcher)
        }
        statusProbe?.check(limit: machine.plan.statusCheckTimeout) { [weak self] status in
            guard let self, let status else { return }
            answerStatusCheck(check, status)
        }
    }

    private var notifyFolder: String? {
        access(role.folders.runtime, W_OK | X_OK) == 0 ? role.folders.runtime : nil
    }

    private func condition(_ planned: PlannedReadiness, for order: LaunchOrder) -> ReadinessCondition? {
        switch planned.readiness {
        case .notify: return .notify
        case .fd: return .fd
        case .tcp(let host, let port): return .tcp(host: host, port: port)
        case .unix(let path): return .unix(path: path)
        case .http(let host, let port, let target): return .http(host: host, port: port, target: target)
        case .file(let path): return .file(path: path)
        case .exec:
            guard let command = planned.command else { return nil }
            var probe = order
            probe.program = command.executable
            probe.arguments = command.arguments
            probe.standardOutput = nil
            probe.standardError = nil
            probe.extraDescriptors = []
            return .exec(probe)
        }
    }
}
