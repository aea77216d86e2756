import ControlSocket
import Dispatch
import Glibc
import Kernel
import Lifecycle
import LogCapture
import Planning
import RoleModel
import RuntimeEndpoint
import StatusListener
import Supervision

/// One run of a role: takes what happens to the machine and does what the machine orders.
///
/// Everything is on the one serial queue. It decides nothing about the role's life; that is the machine's.
final class RoleRun: @unchecked Sendable {
    let options: RunOptions
    /// What is waited for, as it was told last, and since when.
    var waiting: (state: Waiting, since: ContinuousClock.Instant)?
    /// Which role it is; another configuration file may be named while it runs.
    var input: InputOptions
    let system: SystemFacts
    let queue: DispatchQueue
    let children: ChildProcesses
    let spawner: Spawner
    let timers: Timers
    let systemd: SystemdService
    let terminal: RunTerminal
    let question: ModelQuestion
    /// Tells of a changed role model, when somebody can be asked what to do.
    var modelWatch: ConfigurationWatch?
    let startedAt = ContinuousClock.now
    /// The role as it is run now; read again when an incarnation begins.
    var role: PreparedRole
    var machine: Machine
    var story: RunStory
    let capture: CaptureThread
    /// Gives the same port for the same endpoint as long as the process lives.
    let ports: FreePorts
    /// What lives, or is being started.
    var lives: [ChildID: Life] = [:]
    /// What the last children of a failure wrote, kept for the report at the end.
    var lastWords: [Work: [CapturedLine]] = [:]
    /// How long the last child of each work lived.
    var lifetimes: [Work: Duration] = [:]
    /// Answers of the log capture that are still to come.
    var pendingLastWords = 0
    /// The end, once it is known, waiting for the last words.
    var ending: FinishReason?
    /// How often a stop was asked for.
    var stopRequests = 0
    /// The signal that asked for it last, and when.
    var lastStopRequest: (signal: ReceivedSignal, at: ContinuousClock.Instant)?
    /// The block that the log has told of.
    private var toldBlock: Int?
    /// The incarnation whose end the log has told of.
    private var toldRecycle = 0
    /// Asks the host how it is, once it has been asked for the first time.
    var statusProbe: StatusProbe?
    /// What the host, or a probe, answered to the last StatusCheck.
    var checkedStatus: RoleInstanceStatus?
    /// The host when it is resident, from its order to its end.
    var resident: ResidentHost?
    /// What the last resident host said, or was doing, before it ended; for the verdict.
    var lastHostWords: String?
    /// The host that hears Stopping through the runtime endpoint, while its clients are waited for.
    var stoppingHost: ChildID?
    /// The runtime endpoint; nil when nobody is told of it.
    var endpoint: RuntimeEndpointServer?
    /// Whether anybody listened to an announcement of this incarnation.
    var isEndpointHeard = false
    /// The change of the configuration that is under way.
    var change: ConfigurationChange?
    /// What is different by it.
    var changes: ConfigurationDifference?
    /// A change that waits for its turn.
    var pendingChange: ConfigurationSource?
    /// Tells of a changed configuration file (`--watch`).
    var watch: ConfigurationWatch?
    /// Answers an operator; nil when no socket was asked for.
    var control: ControlServer?
    /// What is remembered for him, and for the record of an end; nil before the first task was ordered.
    var record: RunRecord?
    /// The status as it was told last, and how much had happened until then.
    var statusLine: (changes: UInt64, at: ContinuousClock.Instant, line: [UInt8])?
    /// How many notes have been told to those who follow.
    var notesTold = 0
    /// What those who follow the status know the instance to be, Ready or not.
    var toldReady = false
    /// Whether the end of an incarnation will be kept in a moment.
    var isEndScheduled = false
    /// The boot timeline and the metrics; nil before the first task was ordered.
    var observation: RunObservation?
    /// Tells load balancers and others how the role is; nil when nobody was to be told.
    var listener: ReadinessListener?
    private var inbox: [Event] = []
    private var isHandling = false
    private var hasReleasedCode = false

    /// One child from its order to its end.
    struct Life {
        let work: Work
        let source: SourceID
        let orderedAt: ContinuousClock.Instant
        /// Nil until it has been executed.
        var pid: Int32?
        var wasToldToEnd = false
        var watcher: ReadinessWatcher?
        var isReadinessWanted = false
        var isWatched = false
        /// What it said last about itself, for people (`STATUS=`).
        var says: String?
        /// What counts its output, when somebody may ask.
        var tally: OutputTally?
    }

    init(
        options: RunOptions,
        system: SystemFacts,
        ground: Ground,
        role: PreparedRole,
        ports: FreePorts
    ) throws {
        self.options = options
        input = options.input
        self.system = system
        queue = ground.queue
        children = ground.children
        spawner = ground.spawner
        self.role = role
        self.ports = ports
        timers = Timers(queue: ground.queue)
        systemd = SystemdService(environment: system.environment, queue: ground.queue)
        machine = Machine(role.plan.plan)
        capture = try CaptureThread(Self.captureConfiguration(options, role), callbackQueue: ground.queue)
        terminal = RunTerminal(capture)
        question = ModelQuestion(queue: ground.queue)
        story = RunStory(role: role, capture: capture)
    }

    /// Begins; on the queue.
    ///
    /// What the first task does not need comes when its order is on its way.
    func begin(_ signals: SignalSources) throws {
        // Its threads come when the task's own program is being executed.
        capture.hold(true)
        let groundwork = Groundwork(spawner, capture: capture) {
            // First, for channels lie in it.
            let first = self.role.needsRuntimeFolderFirst ? self.makeRuntimeFolder() : nil
            return [first].compactMap { $0 } + self.makeFolders()
        }
        keepWarnings()
        story.begins(incarnation: 1)
        // These keep the run alive as long as there are children to hear of: until the process ends.
        children.onOrphan = { pid, status, name in self.story.reaped(pid, status, name) }
        children.onStragglersGone = { self.handle(.stragglersGone) }
        children.onHearing = { self.capture.hold($0) }
        openEndpoint()
        systemd.begin()
        for warning in try groundwork.finish() { capture.record(.warning, warning) }
        handle(.startRequested)
        children.afterOrders { self.beginToAnswer(signals) }
    }

    /// Begins to answer those who want something of us.
    private func beginToAnswer(_ signals: SignalSources) {
        capture.hold(false)
        if !role.needsRuntimeFolderFirst, let warning = makeRuntimeFolder() { capture.record(.warning, warning) }
        // A client that is faster waits at a door that is there.
        announceStarted()
        openControlSocket()
        beginObservation()
        openListeners()
        // After the start, so that a stop asked for before we were there is one event like any other.
        do {
            try listenToSignals(signals)
        } catch {
            StandardStreams.complain("cannot run the role: \(error)\n")
            _exit(ExitCode.internalFault.rawValue)
        }
        watchConfiguration()
        watchModel()
    }

    /// Takes what happened.
    ///
    /// News that comes while effects are being performed waits its turn.
    func handle(_ event: Event) {
        inbox.append(event)
        guard !isHandling else { return }
        isHandling = true
        var next = 0
        while next < inbox.count {
            let event = inbox[next]
            next += 1
            observe(event)
            let effects = machine.handle(event)
            observe(effects, after: event)
            for effect in effects { perform(effect) }
            tellOfBlock()
            tellOfRecycle()
            noteForOperators(event)
            listener?.changed()
        }
        inbox.removeAll(keepingCapacity: inbox.count < 64)
        isHandling = false
        tellOfWaiting()
    }

    /// Says once whom a block waits for: nothing else would tell why the start stands still.
    private func tellOfBlock() {
        let block = machine.waitingBlock
        if let block, block.task != toldBlock { story.isAwaited(task: block.task, agent: block.agent) }
        toldBlock = block?.task
    }

    /// Says once why an incarnation has ended, when another one follows; at the last end it is the verdict.
    private func tellOfRecycle() {
        guard let pending = machine.pendingRecycle, toldRecycle != machine.incarnation else { return }
        toldRecycle = machine.incarnation
        story.recycles(after: pending.reason, in: pending.delay, last: lastNews)
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .spawn(let child, let work): spawn(child, work)
        case .watchReadiness(let child, _): watchReadiness(child)
        case .unwatchReadiness(let child): unwatchReadiness(child)
        case .announceStop: announceStop()
        case .raiseStopping(let child):
            if resident == nil { awaitStopAcknowledgement(of: child) } else { give(.stopping) }
        case .terminate(let child): terminate(child)
        case .kill(let child): kill(child)
        case .startTimer(let timer, let duration):
            timers.start(timer, duration) { [weak self] in self?.handle(.timerFired(timer)) }
        case .extendTimer(let timer, let time): timers.extend(timer, time)
        case .cancelTimer(let timer): timers.cancel(timer)
        case .checkStatus(let check, let child):
            record?.asked(check)
            checkStatus(check, child)
        case .terminateStragglers: children.terminateStragglers()
        case .killStragglers: children.killStragglers()
        case .publish(let status): publish(status)
        case .beginIncarnation(let number): beginIncarnation(number)
        case .finish(let reason): finish(reason)
        }
    }

    private func publish(_ status: RoleInstanceStatus) {
        let reason = machine.instancePhase == .busy ? busyReason : nil
        story.published(status, because: reason, after: .now - startedAt)
        switch status {
        case .ready:
            systemd.isReady()
            // What was needed to start is not needed to stay: ten of twelve megabytes.
            if !hasReleasedCode { queue.async { _ = wak_release_code_pages() } }
            hasReleasedCode = true
        case .busy:
            systemd.tell("Busy")
            if machine.isDraining { story.drains(machine.plan.drain) }
        }
    }

    /// Errors have ended the run before it began, and warnings stand on the console already.
    private func keepWarnings() {
        for diagnostic in role.plan.diagnostics { capture.record(.warning, diagnostic.rendered, to: .log) }
    }
}
