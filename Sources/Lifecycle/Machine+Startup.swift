import RoleModel

/// The one pass over the startup tasks, in file order (C1, C2, C4, C6).
extension Machine {
    /// What is known of the agent that a `/blockStartup` task waits for.
    enum AgentStanding: Hashable, Sendable {
        /// It is ready, or it has ended with success (C6).
        case initialised
        /// It may still become ready.
        case pending
        /// It lives, but has shut its readiness channel.
        case lost
        /// It has failed.
        case failed(BlockFailure)
    }

    mutating func startRequested() {
        switch phase {
        case .idle: startTasks(from: 0)
        case .runningTask, .awaitingAgent, .startingHost, .running, .stopping, .recycling, .finished: break
        }
    }

    /// Starts tasks up to the next one that must be waited for, or the host behind the last one.
    mutating func startTasks(from first: Int) {
        var index = first
        while let task = plan.task(index) {
            switch task.type {
            case .background, .foreground: startTask(index)
            case .simple: guard beginSimpleTask(index, task) else { return }
            }
            index += 1
        }
        startHost()
    }

    /// Orders a task's child.
    @discardableResult
    mutating func startTask(_ index: Int) -> ChildID {
        let child = spawn(.task(index))
        setState(.live(child), of: index)
        return child
    }

    /// Begins a simple task and returns whether the pass may go on at once.
    private mutating func beginSimpleTask(_ index: Int, _ task: Plan.Task) -> Bool {
        switch task.block {
        case nil:
            runSimpleTask(index, task, blockTimeout: nil)
            return false
        case .native(let agent):
            return beginBlock(index, agent)
        case .program(let agent):
            if case .failed(let failure) = standing(of: agent) {
                stop(because: .blockFailed(task: index, agent: agent, failure))
            } else {
                runSimpleTask(index, task, blockTimeout: plan.task(agent)?.readinessTimeout)
            }
            return false
        }
    }

    /// Limits count from the order: a start that hangs is a task that takes too long, too.
    private mutating func runSimpleTask(_ index: Int, _ task: Plan.Task, blockTimeout: Duration?) {
        let child = startTask(index)
        let timeout = task.timeout.map { arm(.taskTimeout, $0) }
        let blockTimeout = blockTimeout.map { arm(.blockTimeout, $0) }
        phase = .runningTask(index, child, timeout: timeout, blockTimeout: blockTimeout)
    }

    /// Begins a native block and returns whether its agent has initialised already.
    private mutating func beginBlock(_ index: Int, _ agent: Int) -> Bool {
        switch standing(of: agent) {
        case .initialised:
            setState(.passed, of: index)
            releaseAgent(agent, of: index)
            return true
        case .pending:
            setState(.blocking, of: index)
            let limit = plan.task(agent)?.readinessTimeout ?? plan.readinessLostGrace
            phase = .awaitingAgent(task: index, agent: agent, arm(.blockTimeout, limit))
        case .lost:
            setState(.blocking, of: index)
            let grace = arm(.agentReadinessLost, plan.readinessLostGrace)
            phase = .awaitingAgent(task: index, agent: agent, grace)
        case .failed(let failure):
            stop(because: .blockFailed(task: index, agent: agent, failure))
        }
        return false
    }

    /// Returns what is known of an agent.
    private func standing(of agent: Int) -> AgentStanding {
        switch runs[agent]?.state {
        case nil, .blocking: .pending
        case .passed: .initialised
        case .live(let child): standing(of: live[child]?.readiness)
        case .ended(let outcome), .restarting(_, let outcome): blockFailure(outcome).map { .failed($0) } ?? .initialised
        }
    }

    private func standing(of readiness: Child.Readiness?) -> AgentStanding {
        switch readiness {
        case .holds: .initialised
        case .lost: .lost
        case .unwatched, .watched, nil: .pending
        }
    }

    /// Returns how an agent's end fails the block that waits for it; nil when it does not.
    private func blockFailure(_ outcome: TaskRun.Outcome) -> BlockFailure? {
        switch outcome {
        case .exited: nil
        case .failed(.ended(let status)): .agentEnded(status)
        case .failed(.startFailed(let failure)): .agentStartFailed(failure)
        case .failed(.timedOut): .timedOut
        }
    }

    /// Takes the end of the simple task that is waited for.
    mutating func simpleTaskEnded(_ index: Int, _ outcome: TaskRun.Outcome) {
        switch outcome {
        case .exited: passTask(index)
        case .failed(let failure): stop(because: .startupTaskFailed(task: index, failure))
        }
    }

    /// Takes the end of another task than the one that is waited for, which may be the agent of a block.
    func failedBlock(at position: Int, agent index: Int, _ outcome: TaskRun.Outcome) -> FinishReason? {
        guard plan.task(position)?.block?.agent == index, let failure = blockFailure(outcome) else { return nil }
        return .blockFailed(task: position, agent: index, failure)
    }

    /// Goes on behind a native block.
    mutating func passBlock(_ index: Int) {
        setState(.passed, of: index)
        passTask(index)
    }

    private mutating func passTask(_ index: Int) {
        leavePhase()
        if let agent = plan.task(index)?.block?.agent { releaseAgent(agent, of: index) }
        startTasks(from: index + 1)
    }

    /// Lets an agent's restart policy begin when its last block has been passed.
    private mutating func releaseAgent(_ agent: Int, of block: Int) {
        if lastBlocks[agent] == block { restartIfWanted(agent) }
    }
}

extension Plan.Block {
    /// The index of the agent.
    var agent: Int {
        switch self {
        case .native(let agent), .program(let agent): agent
        }
    }
}
