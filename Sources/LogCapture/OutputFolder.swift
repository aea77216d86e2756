import Glibc

/// The folder with one file per task: who writes to which, and how much there may be in all.
final class OutputFolder {
    /// No file is made smaller than this for the sake of the others.
    private static let leastSize = 65_536

    private let configuration: TaskOutputConfiguration
    private let ledger: FaultLedger
    private var files: [String: OutputFile] = [:]
    private var total: Int?
    /// Below this there is nothing to remove, or nothing was found last time.
    private var nextTrim: Int

    init(_ configuration: TaskOutputConfiguration, ledger: FaultLedger) {
        self.configuration = configuration
        self.ledger = ledger
        nextTrim = configuration.maximumTotal
    }

    /// How large each file may become now: all present ones together take at most half of the room.
    private var sizeLimit: Int {
        let share = configuration.maximumTotal / (2 * max(files.count, 1))
        return min(configuration.maximumSize, max(share, Self.leastSize))
    }

    /// Returns the file of a task; two children of one task (an earlier one's grandchild lives on) share it.
    func acquire(_ task: String) -> OutputFile {
        let name = FileName.fitting(task) + ".log"
        if let file = files[name] {
            file.users += 1
            return file
        }
        let file = OutputFile(name: name, format: configuration.format, file: makeFile(name))
        files[name] = file
        return file
    }

    /// Closes a file when nobody writes to it any more.
    func release(_ file: OutputFile) {
        file.users -= 1
        guard file.users <= 0 else { return }
        file.close()
        files.removeValue(forKey: file.name)
    }

    private func makeFile(_ name: String) -> RotatingFile {
        let isRaw = configuration.format == .raw
        return RotatingFile(
            path: configuration.directory + "/" + name,
            maximumCount: configuration.maximumCount,
            maximumSize: { [unowned self] in self.sizeLimit },
            beginsNew: false,
            ledger: ledger,
            marker: { isRaw ? OutputFile.rawMarker($0) : OutputFile.timestampedMarker($0) },
            changed: { [unowned self] in self.account($0) }
        )
    }

    private func account(_ change: Int) {
        guard change != 0 else { return }
        let known = total ?? FolderListing(configuration.directory).total - change
        let now = known + change
        total = now
        if now > nextTrim { trim() }
    }

    /// Removes the oldest files that nobody writes to, down to a little less than the bound.
    private func trim() {
        let listing = FolderListing(configuration.directory)
        let goal = configuration.maximumTotal / 8 * 7
        var remaining = listing.total
        for entry in listing.oldestFirst where remaining > goal && files[entry.name] == nil {
            if unlink(configuration.directory + "/" + entry.name) == 0 { remaining -= entry.size }
        }
        total = remaining
        nextTrim = max(configuration.maximumTotal, remaining + configuration.maximumTotal / 16)
    }
}
