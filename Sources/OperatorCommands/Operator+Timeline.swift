import ControlSocket
import Timeline

/// `timeline`: what the start of a role took, whether it runs or not.
extension Operator {
    func timeline() throws(OperatorFailure) -> OperatorExit {
        let name = try role(atMost: 0)
        let running = try runningTimeline(of: name)
        if call.lists { return say(try list(running, name)) }
        let found: BootTimeline
        if let number = call.incarnation {
            found = try earlier(number, running, name)
        } else if let now = running?.timeline {
            found = now
        } else {
            found = try latest(of: name)
        }
        if call.isJSON { return say(found.json + "\n") }
        return say(call.isPicture ? found.svg : found.text)
    }

    /// The timeline of the role that runs, and where its logs are; nil when none runs.
    private func runningTimeline(
        of name: String?
    ) throws(OperatorFailure) -> (timeline: BootTimeline, folder: String)? {
        let path: String
        let line: [UInt8]
        do throws(OperatorFailure) {
            path = try socket(of: name)
            line = try answer(.timeline, at: path)
        } catch {
            guard error.exit == .absent, call.socket == nil else { throw error }
            return nil
        }
        let document = StatusDocument(try ask(.init(.status), at: path))
        do throws(TimelineFault) {
            return (try BootTimeline(json: line), document.logFolder)
        } catch {
            throw OperatorFailure(.fault, "\(error)")
        }
    }

    private func answer(_ command: ControlCommand, at path: String) throws(OperatorFailure) -> [UInt8] {
        do throws(ControlClient.Failure) {
            return try ControlClient(path: path).ask(command).line
        } catch {
            throw OperatorFailure(error, at: path)
        }
    }

    // MARK: The kept ones

    private func latest(of name: String?) throws(OperatorFailure) -> BootTimeline {
        for kept in try kept(name).prefix(TimelineFiles.kept) {
            if let timeline = kept.timeline { return timeline }
        }
        throw nothing(of: name)
    }

    /// Returns the latest one with this number, which starts again with each process.
    private func earlier(
        _ number: Int,
        _ running: (timeline: BootTimeline, folder: String)?,
        _ name: String?
    ) throws(OperatorFailure) -> BootTimeline {
        if let now = running?.timeline, now.incarnation == number { return now }
        let files = try files(running?.folder, name)
        if let found = files.lazy.compactMap(\.timeline).first(where: { $0.incarnation == number }) { return found }
        throw OperatorFailure(
            .noInput,
            "cannot find the timeline of incarnation \(number): wahostbootstrapper timeline --list shows those that are kept"
        )
    }

    private func list(
        _ running: (timeline: BootTimeline, folder: String)?,
        _ name: String?
    ) throws(OperatorFailure) -> String {
        let files = try files(running?.folder, name)
        var all = files.compactMap(\.timeline)
        // It is among the files from its first Ready on, and more is known of it now.
        if let now = running?.timeline {
            all.removeAll { $0.began == now.began && $0.incarnation == now.incarnation }
            all.insert(now, at: 0)
        }
        return all.map { DisplayText.printable($0.summary) + "\n" }.joined()
    }

    private func files(_ logs: String?, _ name: String?) throws(OperatorFailure) -> [KeptTimelines.File] {
        guard let logs else { return try kept(name) }
        return KeptTimelines(logs: logs).files
    }

    /// The files of the role that is named, or of the one that began last; the latest first.
    private func kept(_ name: String?) throws(OperatorFailure) -> [KeptTimelines.File] {
        let folders = KeptTimelines.folders(call.resources).filter { folder in name.map(folder.isCalled) ?? true }
        guard let folder = folders.max(by: { ($0.files.first?.name ?? "") < ($1.files.first?.name ?? "") }) else {
            throw nothing(of: name)
        }
        return folder.files
    }

    private func nothing(of name: String?) -> OperatorFailure {
        OperatorFailure(
            .noInput,
            "cannot show a timeline: none\(name.map { " of '\($0)'" } ?? "") is kept in '\(call.resources)'; for a role run "
                + "with --resources DIR write the same here"
        )
    }
}
