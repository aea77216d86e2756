import ControlSocket
import Glibc
import Lifecycle

/// What the edge remembers for whoever asks how the role is (behaviour H2); kept only while somebody can ask.
///
/// Nothing in it is a state of the role: that is the machine's, and computed when asked.
struct RunRecord {
    /// A StatusCheck.
    struct Check {
        let id: StatusCheckID
        let asked: ContinuousClock.Instant
        /// Nil until it is answered.
        var answer: RoleInstanceStatus?
    }

    /// A process that has ended.
    struct Death {
        let status: TerminationStatus
        let pid: Int32?
        let lifetime: Duration
    }

    /// Something that has happened; its words are made when somebody asks.
    struct Note {
        /// What.
        enum Kind {
            case began
            case started(Work, Int32)
            case startFailed(Work, StartFailure)
            case ready(Work)
            case ended(Work, Death)
            case missedCheck
            case phase(InstancePhase)
            case stopRequested(ControlPeer?)
            case recycleRequested(ControlPeer)
            case restartRequested(Work, ControlPeer)
            case signalSent(Work, Int32, ControlPeer)
        }

        let sequence: Int
        /// Milliseconds since the beginning of 1970.
        let time: Int
        let incarnation: Int
        let kind: Kind
    }

    private static let mostChecks = 5
    /// How many notes are kept: some ten kilobytes.
    static let mostNotes = 500

    /// When the phase began.
    private(set) var phaseBegan = ContinuousClock.now
    /// When the incarnation began.
    private(set) var incarnationBegan = ContinuousClock.now
    /// Whether it has become Ready.
    private(set) var wasReady = false
    /// How the last process of each work ended, in this incarnation.
    private(set) var deaths: [Work: Death] = [:]
    /// The last StatusChecks, the latest last.
    private(set) var checks: [Check] = []
    /// What has happened, the latest last.
    private(set) var notes: [Note] = []
    /// How many notes were made.
    private(set) var notesMade = 0
    /// Counts what has happened, so that an answer can be given twice when nothing has.
    private(set) var changes: UInt64 = 0

    /// Why and when the incarnation ended; nil while it lasts, and when its end is kept on the disk.
    private(set) var end: (reason: FinishReason, at: ContinuousClock.Instant)?
    /// Which incarnation it is about.
    private(set) var incarnation: Int

    private var phase: InstancePhase

    /// Begins to remember.
    init(_ machine: Machine) {
        phase = machine.instancePhase
        incarnation = machine.incarnation
        add(.began)
        add(.phase(phase))
    }

    /// Takes what has happened, when the machine has taken it.
    mutating func note(_ event: Event, _ machine: Machine) {
        changes &+= 1
        if case .statusCheckAnswered(let id, let status) = event, let place = checks.lastIndex(where: { $0.id == id }) {
            checks[place].answer = status
        }
        look(at: machine)
    }

    /// Takes where the machine is.
    mutating func look(at machine: Machine) {
        if machine.incarnation != incarnation {
            incarnation = machine.incarnation
            incarnationBegan = .now
            wasReady = false
            deaths = [:]
            checks = []
            end = nil
            add(.began)
        }
        if machine.instancePhase != phase {
            phase = machine.instancePhase
            phaseBegan = .now
            if phase == .ready { wasReady = true }
            add(.phase(phase))
            if isOver, let reason = machine.status.reason { end = (reason, .now) }
        }
    }

    /// Whether the incarnation is over, and the next one waited for.
    private var isOver: Bool {
        switch phase {
        case .restarting, .cycling, .failedStarting: true
        case .creating, .starting, .ready, .busy, .stopping, .unresponsive, .stopped: false
        }
    }

    /// Takes that the end is kept.
    mutating func endIsKept() { end = nil }

    /// Takes something that only the edge has seen.
    mutating func add(_ kind: Note.Kind) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        notesMade &+= 1
        changes &+= 1
        // Half at a time: moving them all for each new one would cost more than keeping them.
        if notes.count >= Self.mostNotes { notes.removeFirst(Self.mostNotes / 2) }
        let time = now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
        notes.append(Note(sequence: notesMade, time: time, incarnation: incarnation, kind: kind))
    }

    /// Takes a StatusCheck that is asked now.
    mutating func asked(_ check: StatusCheckID) {
        if let last = checks.last, last.answer == nil { add(.missedCheck) }
        if checks.count >= Self.mostChecks { checks.removeFirst() }
        checks.append(Check(id: check, asked: .now))
        changes &+= 1
    }

    /// Takes the end of a process.
    mutating func ended(_ work: Work, _ death: Death) {
        deaths[work] = death
        add(.ended(work, death))
    }
}
