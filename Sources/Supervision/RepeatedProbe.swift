import Dispatch
import EventSources

/// Asks again and again, never twice at once, until a condition holds.
///
/// Lives on the shared queue.
final class RepeatedProbe: @unchecked Sendable {
    private let queue: DispatchQueue
    private let pacing: ProbePacing
    private let makeAttempt: () -> (any ProbeAttempt)?
    private var attempt: (any ProbeAttempt)?
    private var timer: (any DispatchSourceTimer)?
    private var interval: Duration
    private var isStopped = false

    init(queue: DispatchQueue, pacing: ProbePacing, makeAttempt: @escaping () -> (any ProbeAttempt)?) {
        self.queue = queue
        self.pacing = pacing
        self.makeAttempt = makeAttempt
        interval = pacing.shortest
    }

    /// Begins; calls back once.
    func start(_ holds: @escaping () -> Void) {
        guard !isStopped, let attempt = makeAttempt() else { return }
        self.attempt = attempt
        attempt.begin(limit: pacing.attemptLimit) { [weak self] answer in
            guard let self, !self.isStopped else { return }
            if answer == true { return holds() }
            self.timer = self.queue.timer(self.interval) { [weak self] in self?.start(holds) }
            self.interval = min(self.interval * 2, self.pacing.longest)
        }
    }

    /// Ends; nothing is called afterwards.
    func stop() {
        isStopped = true
        timer?.cancel()
        attempt?.cancel()
    }
}
