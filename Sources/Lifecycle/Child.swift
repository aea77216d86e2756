/// A child that is ordered or lives.
struct Child: Hashable, Sendable {
    /// How far its life has come.
    enum Stage: Hashable, Sendable {
        /// Ordered; not answered yet.
        case starting
        /// Executed.
        case running
        /// Ordered, and no longer wanted before the answer came; terminated as soon as it has started.
        case unwanted(TimerID)
        /// Told to end; the timer leads to its kill, nil: no limit.
        case terminating(TimerID?)
        /// Killed; the timer leads to giving it up.
        case killed(TimerID)
        /// Killed in vain; the stop does not wait for it any longer.
        case givenUp

        /// The timer that is armed for it, which children told at the same time share.
        var timer: TimerID? {
            switch self {
            case .unwanted(let timer), .killed(let timer): timer
            case .terminating(let timer): timer
            case .starting, .running, .givenUp: nil
            }
        }
    }

    /// What is known of its readiness.
    enum Readiness: Hashable, Sendable {
        /// Nobody watches.
        case unwatched
        /// It is watched.
        case watched
        /// It holds.
        case holds
        /// The channel was shut before it held.
        case lost
    }

    /// What it does.
    var work: Work
    /// How far its life has come.
    var stage: Stage = .starting
    /// What is known of its readiness.
    var readiness: Readiness = .unwatched
    /// Until its earlier restarts are forgotten.
    var youth: TimerID?
}
