import ControlSocket
import Glibc

/// `logs`: read from the files by whoever asks, so that the role pays nothing for it.
///
/// The bootstrapper only says where they are. Following is told by inotify and goes through rotations.
extension Operator {
    /// How many lines are shown when nobody says how many.
    private static let usualLines = 50

    func logs() throws(OperatorFailure) -> OperatorExit {
        let (sources, path) = try logSources()
        let wanted = try chosen(sources)
        let since = call.since.map { Int(Self.now) - Int(($0 / .microseconds(1)).rounded()) }
        let count = call.lines ?? (since == nil ? Self.usualLines : Int.max)
        // Subscribed before anything is read: the end of the role ends the following.
        let life = call.follows ? try path.map { path throws(OperatorFailure) in try follow(.events, at: path) } : nil
        let watch = call.follows ? FolderWatch(Array(Set(wanted.map { Self.folder(of: $0.path) })), files: true) : nil
        var printer = LogPrinter(wanted, since: since, lines: count, json: call.isJSON, output: output)
        guard printer.printKept() else { return .done }
        if printer.isEmpty, !call.follows { try explainNothing(wanted, path) }
        if let watch { follow(&printer, watch, life) }
        return .done
    }

    static var now: Double {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Double(now.tv_sec) * 1e6 + Double(now.tv_nsec) / 1e3
    }

    /// Prints what is added until the role ends, or for ever where none runs.
    private func follow(_ printer: inout LogPrinter, _ watch: FolderWatch, _ life: ControlStream?) {
        while true {
            var items = [pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)]
            if let life { items.append(pollfd(fd: life.descriptor, events: Int16(POLLIN), revents: 0)) }
            _ = poll(&items, nfds_t(items.count), watch.descriptor >= 0 ? -1 : 500)
            watch.drain()
            while life?.nextNow() != nil {}
            guard printer.printNew() else { return }
            if life?.isOver == true {
                _ = printer.printNew()
                return
            }
        }
    }

    /// Where the logs are: as the running role says, else as they lie in the resources; and the role's socket.
    private func logSources() throws(OperatorFailure) -> ([LogSource], String?) {
        let role = call.operands.first.flatMap { finding.isRole($0) ? $0 : nil }
        do throws(OperatorFailure) {
            let path = try socket(of: call.socket == nil ? role : nil)
            return (LogSource.told(try ask(.init(.logs), at: path)), path)
        } catch {
            guard error.exit == .absent, call.socket == nil else { throw error }
            let past = RecordFolders(call.resources)
            guard let folder = past.latest(of: role) else { throw error }
            output.complain("no role runs here; these are the logs of the last one, in \(folder)\n")
            return (LogSource.found(in: folder), nil)
        }
    }

    private func chosen(_ sources: [LogSource]) throws(OperatorFailure) -> [LogSource] {
        var words = call.operands
        if call.socket == nil, let first = words.first, finding.isRole(first) { words.removeFirst() }
        guard !words.isEmpty else { return sources.filter { !$0.isOwn } }
        for word in words where !sources.contains(where: { $0.isCalled(word) }) {
            let known = sources.prefix(20).map { DisplayText.printable($0.name) }.joined(separator: ", ")
            throw OperatorFailure(.usage, "cannot find logs of '\(word)': write a number or one of \(known)")
        }
        return sources.filter { source in words.contains { source.isCalled($0) } }
    }

    /// No file can be read: the last lines that the bootstrapper has in memory are better than nothing.
    private func explainNothing(_ wanted: [LogSource], _ path: String?) throws(OperatorFailure) {
        let isThere = wanted.contains {
            access($0.path, F_OK) == 0 || access(Self.folder(of: $0.path), R_OK | X_OK) == 0
        }
        guard let path, !isThere, !call.isJSON else { return }
        output.complain("no log file can be read here; what follows is from the bootstrapper's memory\n")
        for tail in try ask(.init(.tails), at: path)["tails"]?.elements ?? [] {
            let name = tail["name"]?.text ?? ""
            guard wanted.contains(where: { $0.name == name }) else { continue }
            let lines = (tail["lines"]?.elements ?? []).compactMap(\.text)
            for line in lines { _ = output.say("\(DisplayText.printable(name)) | \(line)\n") }
        }
    }
}
