extension TimelinePicture {
    /// Draws what an entry did, used and is called.
    mutating func drawRow(_ row: Int, _ entry: TimelineEntry) {
        let y = middle(row)
        picture.open(tooltip: tooltip(row, entry))
        // The whole row shows the tooltip, not only the ink on it.
        let height = Self.rowHeight
        picture.rect("wt-hit", x: 8, y: y - height / 2, width: Self.width - 16, height: height)
        let number = entry.kind == .host ? "host" : "\(row + 1)"
        picture.label("wt-number wt-right", x: Self.nameLeft + 26, y: y + 4, number)
        let name = TextWidth.fitted(entry.name, size: Self.nameSize, into: nameRoom)
        let style = entry.ordered == nil ? "wt-dim" : "wt-text"
        picture.label(style, x: Self.nameLeft + 34, y: y + 4, name)
        drawBars(entry, y)
        drawUsage(entry, y)
        picture.close()
    }

    /// Strong until nobody had to wait for it any longer, pale as long as it ran on.
    private mutating func drawBars(_ entry: TimelineEntry, _ y: Double) {
        guard let ordered = entry.ordered else {
            picture.label("wt-faint", x: axis.left + 6, y: y + 4, "not reached")
            return
        }
        let style = "wt-\(entry.kind.rawValue)"
        let until = max(entry.ended ?? timeline.until, ordered)
        let strong = min(entry.done ?? until, until)
        // Low, so that what is written above it can be read.
        if until > strong { bar("wt-pale \(style)", strong, until, y + 5, thickness: 4) }
        if entry.isOnlyWaiting {
            bar(style, ordered, strong, y + 4, thickness: 4)
        } else {
            bar(style, ordered, strong, y, thickness: Self.barHeight)
        }
        for moment in entry.restartMoments where moment <= axis.horizon {
            let x = axis.place(moment)
            picture.path("wt-restart", [(x, y - 9), (x, y + 9)])
        }
        drawContinuation(entry, until, y)
        drawCaption(entry, ordered, strong, until, y)
    }

    private mutating func bar(_ style: String, _ from: Int64, _ to: Int64, _ y: Double, thickness: Double) {
        let x = axis.place(from)
        // What is too short to be seen is drawn all the same.
        let width = max(axis.place(to) - x, 2)
        picture.rect(style, x: x, y: y - thickness / 2, width: width, height: thickness, radius: min(2, width / 2))
    }

    private mutating func drawContinuation(_ entry: TimelineEntry, _ until: Int64, _ y: Double) {
        let isAlive = entry.ended == nil && timeline.end == nil
        guard until > axis.horizon || (isAlive && until >= axis.horizon) else { return }
        let x = axis.right
        picture.path("wt-more wt-\(entry.kind.rawValue)", [(x + 7, y + 5), (x, y + 1), (x, y + 9)], end: "Z")
    }

    /// What it took, behind the bar where there is room, else before it.
    private mutating func drawCaption(_ entry: TimelineEntry, _ from: Int64, _ to: Int64, _ end: Int64, _ y: Double) {
        var text = DurationText.text(timeline.duration(of: entry))
        if entry.done == nil, entry.ended == nil, timeline.end == nil { text += " so far" }
        if entry.hasFailed { text += " · \(entry.stateText)" }
        if entry.restarts > 0 { text += " · \(entry.restarts)× restarted" }
        let isMarked = entry.hasFailed && end <= axis.horizon
        let behind = max(axis.place(to), axis.place(from) + 2) + (isMarked ? 16 : 5)
        if isMarked { drawCross(x: max(axis.place(end), axis.place(from) + 2) + 8, y: y) }
        let style = entry.hasFailed ? "wt-caption wt-bad" : "wt-caption"
        let width = TextWidth.of(text, size: 11)
        if behind + width <= axis.right {
            picture.label(style, x: behind, y: y + (end > to ? 1 : 4), text)
        } else if axis.place(from) - 8 - width >= axis.left {
            picture.label("\(style) wt-right", x: axis.place(from) - 8, y: y + 4, text)
        } else if entry.isOnlyWaiting {
            picture.label(style, x: axis.place(from) + 6, y: y, text)
        } else {
            picture.label("wt-inside", x: axis.place(from) + 6, y: y + 4, text)
        }
    }

    /// Processor time and memory, each with a line as long as its part of the largest.
    private mutating func drawUsage(_ entry: TimelineEntry, _ y: Double) {
        guard let usage = entry.usage else { return }
        let mostTime = timeline.entries.compactMap { $0.usage?.processorMicroseconds }.max() ?? 0
        let mostMemory = timeline.entries.compactMap { $0.usage?.peakResidentKilobytes }.max() ?? 0
        let time = usage.processorMicroseconds
        let memory = usage.peakResidentKilobytes
        picture.label("wt-small wt-right", x: Self.processorRight, y: y + 2, DurationText.text(time))
        picture.label("wt-small wt-right", x: Self.memoryRight, y: y + 2, DurationText.memory(memory))
        meter(Self.processorRight, time, of: mostTime, y)
        meter(Self.memoryRight, memory, of: mostMemory, y)
    }

    private mutating func meter(_ right: Double, _ part: Int64, of whole: Int64, _ y: Double) {
        guard whole > 0, part > 0 else { return }
        let width = max(70 * Double(part) / Double(whole), 1)
        picture.rect("wt-meter", x: right - width, y: y + 6, width: width, height: 3, radius: 1)
    }

    private func tooltip(_ row: Int, _ entry: TimelineEntry) -> String {
        var lines = ["\(entry.kind.rawValue) \(entry.name): \(entry.stateText)"]
        if let ordered = entry.ordered {
            lines.append(
                "began at \(DurationText.text(ordered)), took \(DurationText.text(timeline.duration(of: entry)))"
            )
        }
        if let ready = entry.ready { lines.append("ready at \(DurationText.text(ready))") }
        if let ended = entry.ended { lines.append("ended at \(DurationText.text(ended))") }
        let waits = entry.waits.compactMap { wait in
            timeline.entry(wait.entry).map { (wait.moment == .end ? "the end of " : "the readiness of ") + $0.name }
        }
        if !waits.isEmpty { lines.append("waited for " + waits.joined(separator: " and ")) }
        if !entry.usageText.isEmpty { lines.append(entry.usageText) }
        return lines.joined(separator: "\n")
    }
}

extension TimelineEntry {
    /// Whether it is a block without a program.
    var isOnlyWaiting: Bool { kind == .block && started == nil }
}
