import Dispatch
import Foundation
import LogCapture
import Supervision

/// What a run needs besides its plan before the first task: its folders, and the log capture.
///
/// Half of what there is to do when the role has been read. The spawner does it beside the queue, when it has started the
/// launcher in time; else the queue does it itself.
final class Groundwork: @unchecked Sendable {
    private let capture: CaptureThread
    private let makeFolders: () -> [String]
    private let lock = NSLock()
    private var isBegun = false
    private let isDone = DispatchSemaphore(value: 0)
    private var failure: (any Error)?
    private var warnings: [String] = []

    /// Has the spawner begin as soon as it can.
    init(_ spawner: Spawner, capture: CaptureThread, makeFolders: @escaping () -> [String]) {
        self.capture = capture
        self.makeFolders = makeFolders
        spawner.submit { _ = self.begin() }
    }

    /// Sees to it that everything is there.
    ///
    /// - Returns: what could not be had, and is lived without.
    /// - Throws: `CaptureError`.
    func finish() throws -> [String] {
        if !begin() { isDone.wait() }
        if let failure { throw failure }
        return warnings
    }

    /// Does the work, unless somebody else has begun it; returns whether it is done.
    private func begin() -> Bool {
        guard claim() else { return false }
        do {
            try capture.start()
        } catch {
            failure = error
        }
        warnings = makeFolders()
        isDone.signal()
        return true
    }

    private func claim() -> Bool {
        lock.lock()
        defer { lock.unlock() }
        guard !isBegun else { return false }
        isBegun = true
        return true
    }
}
