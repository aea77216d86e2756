import Glibc
import Kernel
import RuntimeProtocol

/// The endpoints as FIFOs, for one process.
final class FIFOSet {
    let name: String
    /// What `WaRuntimeEndpoint` is for this set.
    var versionPath: String { version.path }
    /// The readers of its goal state.
    let audience: GoalStateAudience
    /// Called with the end of a FIFO into which somebody writes reports.
    var onReport: ((Int32) -> Void)?

    private let folder: RuntimeFolder
    private let openWatch: OpenWatch
    private let version: FIFODoor
    private let goal: FIFODoor
    private let state: FIFODoor
    private let discovery: [UInt8]
    /// The watches on the goal-state FIFOs that are being read.
    private var read: [Int32] = []

    init(
        _ name: String,
        in folder: RuntimeFolder,
        _ set: ReadySet,
        _ openWatch: OpenWatch
    ) throws(RuntimeEndpointFailure) {
        self.name = name
        self.folder = folder
        self.openWatch = openWatch
        version = try FIFODoor("version", in: folder, for: .read, openWatch)
        do throws(RuntimeEndpointFailure) {
            goal = try FIFODoor("goal", in: folder, for: .read, openWatch)
        } catch {
            version.close()
            throw error
        }
        do throws(RuntimeEndpointFailure) {
            state = try FIFODoor("state", in: folder, for: .write, openWatch)
        } catch {
            version.close()
            goal.close()
            throw error
        }
        discovery = DiscoveryDocument(goalStatePath: goal.path).xml()
        audience = GoalStateAudience(currentStateEndpoint: state.path, set)
        audience.onFarewell = { [weak self] in self?.forget($0) }
    }

    /// Serves whoever opened a FIFO, if it is one of these; nil stands for any.
    ///
    /// - Throws: when it must be tried again.
    func opened(_ watch: Int32?) throws(RuntimeEndpointFailure) {
        if watch == nil || watch == version.watch { try discover() }
        if watch == nil || watch == goal.watch {
            try admit()
        } else if let watch, read.contains(watch) {
            audience.repeatState(toFIFOWatchedBy: watch)
        }
        if watch == nil || watch == state.watch { try report() }
    }

    /// Notes that somebody stopped reading; another may still read from the same FIFO.
    func closed(_ watch: Int32) {
        if read.contains(watch) { audience.repeatState(toFIFOWatchedBy: watch) }
    }

    /// Removes the set.
    func close() {
        for door in [version, goal, state] { door.close() }
        audience.close()
        for watch in read { openWatch.remove(watch) }
        onReport = nil
        folder.remove()
    }

    /// One document, then end of file: the FIFO is the reader's own, so nothing can follow it.
    private func discover() throws(RuntimeEndpointFailure) {
        var opened = try version.take()
        openWatch.remove(opened.watch)
        _ = wak_write_pipe(opened.writer, discovery, discovery.count)
        opened.closeReader()
        opened.closeWriter()
    }

    private func admit() throws(RuntimeEndpointFailure) {
        var opened = try goal.take()
        // From now on only the client reads: when it leaves, the kernel says so.
        opened.closeReader()
        read.append(opened.watch)
        audience.admit(.fifo(writer: opened.writer, watch: opened.watch))
    }

    private func forget(_ connection: GoalStateReader.Connection) {
        guard case .fifo(_, let watch) = connection else { return }
        openWatch.remove(watch)
        read.removeAll { $0 == watch }
    }

    private func report() throws(RuntimeEndpointFailure) {
        let opened = try state.take()
        openWatch.remove(opened.watch)
        guard let onReport else {
            Glibc.close(opened.reader)
            return
        }
        onReport(opened.reader)
    }
}
