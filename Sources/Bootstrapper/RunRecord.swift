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

    private static let mostChecks = 5

    /// When the phase began.
    private(set) var phaseBegan = ContinuousClock.now
    /// How the last process of each work ended, in this incarnation.
    private(set) var exits: [Work: TerminationStatus] = [:]
    /// The last StatusChecks, the latest last.
    private(set) var checks: [Check] = []

    private var phase = InstancePhase.creating
    private var incarnation = 1

    /// Takes what has happened, when the machine has taken it.
    mutating func note(_ event: Event, _ machine: Machine) {
        if case .statusCheckAnswered(let id, let status) = event, let place = checks.lastIndex(where: { $0.id == id }) {
            checks[place].answer = status
        }
        if machine.instancePhase != phase {
            phase = machine.instancePhase
            phaseBegan = .now
        }
        if machine.incarnation != incarnation {
            incarnation = machine.incarnation
            exits = [:]
            checks = []
        }
    }

    /// Takes a StatusCheck that is asked now.
    mutating func asked(_ check: StatusCheckID) {
        if checks.count >= Self.mostChecks { checks.removeFirst() }
        checks.append(Check(id: check, asked: .now))
    }

    /// Takes the end of a process.
    mutating func ended(_ work: Work, _ status: TerminationStatus) {
        exits[work] = status
    }
}
