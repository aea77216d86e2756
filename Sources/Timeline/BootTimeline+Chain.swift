extension BootTimeline {
    /// One step of the chain that Ready, or the end of what could be done, was the end of.
    public struct Step: Hashable, Sendable {
        /// The entry's index.
        public var entry: Int
        /// When nobody had to wait for it any longer; nil when that did not come.
        public var done: Int64?
        /// How long it took, from its order.
        public var took: Int64
    }

    /// The chain of entries that each waited for the next one, the last one first.
    ///
    /// Making any of them faster brings Ready forward; making any other one faster does not.
    public var chain: [Step] {
        var steps: [Step] = []
        var next = chainEnd
        while let index = next, let entry = entry(index), steps.count <= entries.count {
            if steps.contains(where: { $0.entry == index }) { break }
            steps.append(Step(entry: index, done: entry.done, took: duration(of: entry)))
            next = lastAwaited(by: entry)
        }
        return steps
    }

    /// How long others had to wait for an entry, or would have had to: until it was done, ended, or until now.
    public func duration(of entry: TimelineEntry) -> Int64 {
        guard let ordered = entry.ordered else { return 0 }
        let last = entry.done ?? entry.ended ?? until
        return Self.span(from: ordered, to: last)
    }

    /// What lies between two moments, however odd they are.
    static func span(from first: Int64, to last: Int64) -> Int64 {
        guard last > first else { return 0 }
        let (span, isTooLong) = last.subtractingReportingOverflow(first)
        return isTooLong ? .max : span
    }

    /// The entry that the chain ends with: the one that made the role Ready, failed, or is waited for.
    private var chainEnd: Int? {
        if ready != nil { return entries.last?.kind == .host ? entries.indices.last : lastGate }
        let failed = entries.lastIndex { $0.hasFailed && $0.ordered != nil }
        return failed ?? entries.lastIndex { $0.kind == .host && $0.ordered != nil } ?? lastGate
    }

    private var lastGate: Int? {
        entries.lastIndex { ($0.kind == .simple || $0.kind == .block) && $0.ordered != nil }
    }

    /// Of everything that an entry waited for, what came last.
    private func lastAwaited(by entry: TimelineEntry) -> Int? {
        var latest: (index: Int, moment: Int64)?
        for wait in entry.waits {
            guard let moment = moment(of: wait) ?? openMoment(of: wait) else { continue }
            // What is named later is what was waited for behind the gate.
            if latest.map({ moment >= $0.moment }) ?? true { latest = (wait.entry, moment) }
        }
        return latest?.index
    }

    /// When what was waited for came; nil when it did not.
    func moment(of wait: TimelineEntry.Wait) -> Int64? {
        guard let other = entry(wait.entry) else { return nil }
        switch wait.moment {
        case .end: return other.ended
        case .ready: return other.ready ?? other.done
        }
    }

    /// What did not come was waited for longest.
    private func openMoment(of wait: TimelineEntry.Wait) -> Int64? {
        entry(wait.entry)?.ordered == nil ? nil : .max
    }
}
