import Lifecycle
import Metrics
import StatusListener
import Timeline

/// What is remembered of the run for the boot timeline, and, when somebody may ask for it, for the metrics.
///
/// Nothing in it decides anything; while nobody asks it is appended to and never read.
struct RunObservation {
    /// The timeline of the incarnation that runs.
    var recorder: TimelineRecorder
    /// Which incarnation it is about.
    var incarnation: Int
    /// When that began.
    var began: ContinuousClock.Instant
    /// The same by the wall clock: milliseconds since 1970.
    var beganMilliseconds: Int64
    /// From its beginning to its first Ready.
    var bootDuration: Duration?
    /// Whether its end is in the timeline.
    var hasEnded = false
    /// Nil while nobody can ask for them.
    var metrics: RunMetrics?

    /// Takes an order of the machine's.
    mutating func note(_ effect: Effect, at now: ContinuousClock.Instant) {
        recorder.note(effect, at: now - began)
        if effect == .publish(.ready), bootDuration == nil { bootDuration = now - began }
        metrics?.note(effect, at: now)
    }

    /// Takes what has happened, before the machine's answer to it.
    mutating func note(_ event: Event, at now: ContinuousClock.Instant) {
        recorder.note(event, at: now - began)
        metrics?.note(event, at: now)
    }
}
