import Lifecycle
import LogCapture
import Metrics
import Supervision

/// What is counted over all incarnations, while there is a listener that somebody may ask for it.
struct RunMetrics {
    /// The startup tasks in file order, then the host.
    private(set) var works: [TaskMetrics]
    /// The StatusChecks.
    private(set) var checks = StatusCheckMetrics()
    /// What each of them has written.
    private(set) var tallies: [OutputTally]
    private var hasBegun: [Bool]
    private var pending: (check: StatusCheckID, asked: ContinuousClock.Instant)?

    init(_ plan: Plan) {
        works = Self.works(of: plan)
        tallies = works.map { _ in OutputTally() }
        hasBegun = works.map { _ in false }
    }

    /// Takes the plan of a new incarnation: what keeps its name keeps its counts.
    mutating func begin(_ plan: Plan) {
        var left = works
        var leftTallies = tallies
        works = Self.works(of: plan)
        tallies = works.map { _ in OutputTally() }
        for (index, work) in works.enumerated() {
            guard let place = left.firstIndex(where: { $0.name == work.name && $0.type == work.type }) else { continue }
            works[index] = left.remove(at: place)
            tallies[index] = leftTallies.remove(at: place)
        }
        hasBegun = works.map { _ in false }
        pending = nil
    }

    mutating func note(_ effect: Effect, at now: ContinuousClock.Instant) {
        switch effect {
        case .spawn(_, let work):
            guard let place = place(of: work) else { return }
            if hasBegun[place] { works[place].restarts &+= 1 }
            hasBegun[place] = true
        case .checkStatus(let check, _):
            if pending != nil { checks.notAnswered() }
            pending = (check, now)
        default: break
        }
    }

    mutating func note(_ event: Event, at now: ContinuousClock.Instant) {
        guard case .statusCheckAnswered(let check, let status) = event, pending?.check == check else { return }
        if let pending { checks.answered(status == .ready, after: now - pending.asked) }
        pending = nil
    }

    /// Takes the end of a process.
    mutating func ended(_ work: Work, _ status: TerminationStatus, _ usage: ResourceUsage, after lifetime: Duration) {
        guard let place = place(of: work) else { return }
        works[place].ends.note(status)
        works[place].duration = lifetime
        works[place].userTime = (works[place].userTime ?? .zero) + usage.userTime
        works[place].systemTime = (works[place].systemTime ?? .zero) + usage.systemTime
        works[place].peakResidentBytes = max(works[place].peakResidentBytes ?? 0, usage.peakResidentBytes)
    }

    /// What counts the output of a task or the host.
    func tally(of work: Work) -> OutputTally? {
        place(of: work).flatMap { tallies.indices.contains($0) ? tallies[$0] : nil }
    }

    /// Takes a tally that is counting already.
    mutating func adopt(_ tally: OutputTally?, of work: Work) {
        guard let tally, let place = place(of: work), tallies.indices.contains(place) else { return }
        tallies[place] = tally
    }

    /// The place of a task or the host in the list.
    func place(of work: Work) -> Int? {
        switch work {
        case .task(let index): works.indices.contains(index) ? index : nil
        case .host: works.last?.type == Self.host ? works.count - 1 : nil
        }
    }

    private static let host = "host"

    private static func works(of plan: Plan) -> [TaskMetrics] {
        plan.tasks.map { TaskMetrics(name: $0.name, type: $0.type.rawValue) }
            + (plan.host.map { [TaskMetrics(name: $0.name, type: host)] } ?? [])
    }
}
