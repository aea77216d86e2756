import Dispatch
import EventSources

/// Does again in a second what could not be done for want of descriptors; there is no timer while nothing waits.
final class Retries {
    private let queue: DispatchQueue
    private var waiting: [() -> Void] = []
    private var timer: (any DispatchSourceTimer)?

    init(queue: DispatchQueue) {
        self.queue = queue
    }

    func later(_ work: @escaping () -> Void) {
        waiting.append(work)
        guard timer == nil else { return }
        timer = queue.timer(.seconds(1)) { [weak self] in self?.fire() }
    }

    func close() {
        timer?.cancel()
        timer = nil
        waiting = []
    }

    private func fire() {
        timer?.cancel()
        timer = nil
        let due = waiting
        waiting = []
        for work in due { work() }
    }
}
