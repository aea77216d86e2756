import Dispatch

extension DispatchQueue {
    /// Does something when everything that waits already has been done; called on the queue itself.
    func later(_ work: @escaping () -> Void) {
        let errand = Errand(work: work)
        async { errand.work() }
    }
}

/// Work that never leaves its queue, whatever it refers to.
private struct Errand: @unchecked Sendable {
    let work: () -> Void
}
