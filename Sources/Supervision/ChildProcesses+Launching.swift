import Dispatch
import Glibc
import Kernel
import Lifecycle

extension ChildProcesses {
    /// How many launchers in a row may end without having carried out a single order.
    ///
    /// Not a limit for each order: dozens wait in the socket when a launcher is killed, and none of those had any part in
    /// it. Only the first is under suspicion, and only when no launcher gets past it.
    private static let fruitlessLimit = 8

    /// Has the spawner start a launcher.
    func startLauncher() {
        launcher = .starting
        let (path, page, limit, queue) = (launcherPath, page, descriptorLimit, queue)
        let pid = LauncherPid()
        spawner.submit {
            let result = Result {
                try LauncherProcess(path: path, page: page, descriptorLimit: limit) {
                    queue.async { self.launcherReaped(pid) }
                }
            }
            queue.async { self.launcherStarted(result, pid) }
        }
    }

    /// Sends as many waiting orders as may be under way.
    func pump() {
        while waiting.count > 0 {
            switch launcher {
            case .absent: return startLauncher()
            case .starting: return
            case .running(_, let channel):
                guard channel.hasRoom, let slot = freeSlots.popLast() else { return }
                guard let launch = waiting.popFirst() else { return freeSlots.append(slot) }
                guard send(launch, in: slot, over: channel) else { return }
            }
        }
    }

    /// Takes the news that slots are done.
    func answered(_ numbers: [Int]) {
        for slot in numbers where slot < Int(WAK_LAUNCH_SLOTS) {
            settle(slot)
            if !freeSlots.contains(slot) { freeSlots.append(slot) }
        }
        pump()
        checkStragglers()
    }

    /// Finds out what became of an order under way, tells it, and forgets the order.
    func settle(_ slot: Int) {
        guard let slots, let launch = underWay.removeValue(forKey: slot) else { return }
        fruitlessLaunchers = 0
        // Answers come in the order of sending, so that it is the first nearly always.
        if sendings.first == slot { sendings.removeFirst() } else { sendings.removeAll { $0 == slot } }
        let state = wak_slot_read(slots + slot)
        let isHeld = launch.order.isHeld && state.stage == 0
        if !isHeld { launch.order.closeDescriptors() }
        if state.stage != 0 {
            if state.pid > 0 { discarded.insert(state.pid) }
            launch.started(.failure(StartFailure(state, of: launch.order)))
        } else {
            register(launch, pid: state.pid)
        }
    }

    private func register(_ launch: Launch, pid: Int32) {
        let child = ManagedChild(key: launch.key, pid: pid, exited: launch.exited)
        if launch.order.isHeld { child.held = launch.order.ownDescriptors }
        children[launch.key] = child
        keys[pid] = launch.key
        launch.started(.success(pid))
        for order in launch.orders { perform(order, on: child) }
    }

    /// Sends an order; returns whether another may follow.
    private func send(_ launch: Launch, in slot: Int, over channel: LaunchChannel) -> Bool {
        var message: LaunchMessage
        switch LaunchMessage.make(launch.order) {
        case .success(let made): message = made
        case .failure(let failure):
            freeSlots.append(slot)
            fail(launch, failure)
            return true
        }
        message.setSlot(slot)
        guard let slots else { return false }
        wak_slot_clear(slots + slot)
        switch channel.send(message) {
        case .accepted:
            underWay[slot] = launch
            sendings.append(slot)
            return true
        case .refused(EAGAIN), .closed:
            freeSlots.append(slot)
            waiting.prepend([launch])
            return false
        case .refused(let error):
            freeSlots.append(slot)
            fail(launch, StartFailure(stage: "handing over descriptors", error: error))
            return true
        }
    }

    private func fail(_ launch: Launch, _ failure: StartFailure) {
        launch.order.closeDescriptors()
        launch.started(.failure(failure))
    }

    private func launcherStarted(_ result: Result<LauncherProcess, any Error>, _ pid: LauncherPid) {
        switch result {
        case .success(let process):
            pid.number = process.pid
            if !pid.isReaped { launcherPids.insert(process.pid) }
            let channel = makeChannel(process.socket)
            launcher = .running(process, channel)
            pump()
            listen(to: channel)
        case .failure(let error):
            launcher = .absent
            // What is told of the failure may be the last thing that happens.
            doAfterOrders()
            let number = (error as? SystemCallFailure)?.error ?? EIO
            let failure = StartFailure(stage: launcherStage(for: number), error: number)
            // Those that come while these are told of it are a new attempt.
            for _ in 0..<waiting.count {
                if let launch = waiting.popFirst() { fail(launch, failure) }
            }
        }
        watchForEnds()
        // Before anybody's end is told: a short task may be over already.
        doAfterOrders()
        sweep()
    }

    private func doAfterOrders() {
        guard let work = afterLauncher else { return }
        afterLauncher = nil
        work()
    }

    private func launcherStage(for error: Int32) -> String {
        let stage = "starting the launcher '\(launcherPath)'"
        // EBADF: a descriptor that was left open to us has a number above the limit.
        guard error == EMFILE || error == EBADF else { return stage }
        let limit = sysconf(Int32(_SC_OPEN_MAX))
        return stage + " with at most \(limit) open files (256 are enough: LimitNOFILE=, ulimit -n)"
    }

    private func makeChannel(_ socket: Int32) -> LaunchChannel {
        LaunchChannel(socket, queue: queue, emptied: { [weak self] in self?.pump() })
    }

    private func listen(to channel: LaunchChannel) {
        channel.listen(
            answered: { [weak self] slots in self?.hear { self?.answered(slots) } },
            lost: { [weak self] in self?.launcherLost() }
        )
    }

    /// Somebody ended the launcher, and no child of its making is still to execute.
    ///
    /// What it had begun has been done; what it had not is given to another.
    private func launcherLost() {
        guard case .running(_, let channel) = launcher, let slots else { return }
        channel.cancel()
        launcher = .absent
        fruitlessLaunchers += 1
        var again: [Launch] = []
        for slot in sendings {
            let state = wak_slot_read(slots + slot)
            if state.pid != 0 || state.stage != 0 {
                settle(slot)
            } else if let launch = underWay.removeValue(forKey: slot) {
                again.append(launch)
            }
        }
        sendings = []
        freeSlots = (0..<Int(WAK_LAUNCH_SLOTS)).reversed()
        waiting.prepend(again)
        if fruitlessLaunchers >= Self.fruitlessLimit, let launch = waiting.popFirst() {
            let stage = "asking the launcher '\(launcherPath)', which ends again and again before it starts anything"
            fail(launch, StartFailure(stage: stage, error: ECONNRESET))
        }
        pump()
        checkStragglers()
    }

    /// Ends the launcher and waits until it is gone: the last thing before this process ends.
    ///
    /// It ends by itself soon after us; but who started us may look at once whether somebody was left behind.
    public func endLauncher() {
        for pid in launcherPids {
            Glibc.kill(pid, SIGKILL)
            // Foundation may have been first.
            while waitpid(pid, nil, 0) < 0 && errno == EINTR {}
        }
    }

    /// Foundation has reaped a launcher.
    private func launcherReaped(_ pid: LauncherPid) {
        pid.isReaped = true
        launcherPids.remove(pid.number)
        sweep()
    }
}

/// The process identifier of a launcher, as soon as it is known.
///
/// Lives on the shared queue.
final class LauncherPid: @unchecked Sendable {
    var number: Int32 = 0
    var isReaped = false
}

extension LaunchOrder {
    /// What was to be handed over, each descriptor once.
    var ownDescriptors: [Int32] {
        var found: [Int32] = []
        for placed in placedDescriptors where placed.descriptor > 2 && !found.contains(placed.descriptor) {
            found.append(placed.descriptor)
        }
        return found
    }

    /// Whether it stays open until the child's end has been told; never what somebody waits for to be closed.
    var isHeld: Bool { holdsOutput && extraDescriptors.isEmpty }

    /// Closes it.
    func closeDescriptors() {
        for descriptor in ownDescriptors { close(descriptor) }
    }
}
