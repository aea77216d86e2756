/// Draws a boot timeline.
struct TimelinePicture {
    static let width = 1000.0
    static let rowHeight = 26.0
    static let barHeight = 14.0
    static let nameLeft = 18.0
    static let nameSize = 12.0
    static let chartRight = 808.0
    static let processorRight = 896.0
    static let memoryRight = 982.0

    let timeline: BootTimeline
    let axis: TimeAxis
    let top: Double
    /// How wide a name may be: as wide as the widest one, within reason.
    let nameRoom: Double
    var picture = SVGText()

    init(_ timeline: BootTimeline) {
        self.timeline = timeline
        let widest = timeline.entries.map { TextWidth.of($0.name, size: Self.nameSize) }.max() ?? 0
        nameRoom = min(max(widest, 80), 280) + 1
        axis = TimeAxis(
            horizon: timeline.shownTime,
            left: Self.nameLeft + 34 + nameRoom + 14,
            right: Self.chartRight
        )
        top = 128
    }

    /// Where the rows end.
    var bottom: Double { top + Double(max(timeline.entries.count, 1)) * Self.rowHeight }

    /// The middle of a row.
    func middle(_ row: Int) -> Double { top + (Double(row) + 0.5) * Self.rowHeight }

    var svg: String {
        var copy = self
        copy.draw()
        return copy.picture.text
    }

    private mutating func draw() {
        let height = SVGText.number(bottom + 40)
        picture.raw(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"wt\" viewBox=\"0 0 1000 \(height)\" width=\"1000\""
                + " height=\"\(height)\" role=\"img\" style=\"max-width:100%;height:auto\">"
        )
        picture.raw("<title>\(SVGText.escaped("Boot timeline of \(timeline.instance): \(timeline.outcome)"))</title>")
        picture.raw(Self.style)
        picture.rect("wt-card", x: 0.5, y: 0.5, width: Self.width - 1, height: bottom + 39, radius: 8)
        drawHeading()
        drawLegend()
        drawColumns()
        drawAxis()
        for index in timeline.entries.indices { drawWaits(index) }
        for (index, entry) in timeline.entries.enumerated() { drawRow(index, entry) }
        if timeline.entries.isEmpty {
            picture.label("wt-dim", x: Self.nameLeft, y: middle(0) + 4, "no task and no host")
        }
        drawReadyLine()
        picture.raw("</svg>")
    }

    private mutating func drawHeading() {
        let heading = "\(timeline.instance) — incarnation \(timeline.incarnation) of role \(timeline.role)"
        picture.label("wt-head", x: Self.nameLeft, y: 30, TextWidth.fitted(heading, size: 16, into: 950))
        let outcome = "\(timeline.outcome) — began \(WallClockText.text(timeline.began))"
        picture.label("wt-dim", x: Self.nameLeft, y: 50, TextWidth.fitted(outcome, size: 12, into: 960))
    }

    private mutating func drawLegend() {
        var x = Self.nameLeft
        let used = TimelineEntry.Kind.allCases.filter { kind in timeline.entries.contains { $0.kind == kind } }
        for kind in used {
            picture.rect("wt-\(kind.rawValue)", x: x, y: 67, width: 14, height: 10, radius: 2)
            x = legendText(x + 19, kind == .block ? "/blockStartup" : kind.rawValue)
        }
        picture.rect("wt-any wt-pale", x: x, y: 71, width: 14, height: 4, radius: 2)
        x = legendText(x + 19, "runs on")
        picture.path("wt-wait", [(x, 72), (x + 22, 72)])
        picture.path("wt-tip", [(x + 22, 72), (x + 16, 69), (x + 16, 75)], end: "Z")
        x = legendText(x + 28, "waits for")
        if timeline.entries.contains(where: { $0.hasFailed }) {
            drawCross(x: x + 5, y: 72)
            x = legendText(x + 15, "failed")
        }
        if timeline.entries.contains(where: { !$0.restartMoments.isEmpty }) {
            picture.path("wt-restart", [(x + 3, 66), (x + 3, 78)])
            _ = legendText(x + 11, "restarted")
        }
    }

    private mutating func legendText(_ x: Double, _ text: String) -> Double {
        picture.label("wt-small", x: x, y: 76, text)
        return x + TextWidth.of(text, size: 11) + 16
    }

    private mutating func drawColumns() {
        picture.label("wt-small wt-bold", x: Self.nameLeft, y: top - 10, "task")
        if timeline.entries.contains(where: { $0.usage != nil }) {
            picture.label("wt-small wt-bold wt-right", x: Self.processorRight, y: top - 10, "CPU")
            picture.label("wt-small wt-bold wt-right", x: Self.memoryRight, y: top - 10, "memory")
        }
        for row in timeline.entries.indices where row % 2 == 0 {
            let y = middle(row) - Self.rowHeight / 2
            picture.rect("wt-band", x: 8, y: y, width: Self.width - 16, height: Self.rowHeight, radius: 3)
        }
    }

    private mutating func drawAxis() {
        picture.path("wt-axis", [(axis.left, top), (axis.right, top)])
        picture.path("wt-axis", [(axis.left, bottom), (axis.right, bottom)])
        for tick in axis.ticks {
            let x = axis.place(tick)
            picture.path("wt-grid", [(x, top), (x, bottom)])
            picture.label("wt-small wt-middle", x: x, y: bottom + 16, axis.label(tick))
            // The line to the word "Ready" would go through it.
            if let ready = timeline.ready, abs(axis.place(ready) - x) < 30 { continue }
            picture.label("wt-small wt-middle", x: x, y: top - 8, axis.label(tick))
        }
    }

    /// A line to its word, which stands above the axis, where nothing else is.
    private mutating func drawReadyLine() {
        guard let ready = timeline.ready else { return }
        let x = axis.place(ready)
        picture.path("wt-ready", [(x, top - 22), (x, bottom + 4)])
        let text = "Ready \(DurationText.text(ready))"
        let half = TextWidth.of(text, size: 12) / 2 + 8
        let center = min(max(x, axis.left + half), Self.width - half - 8)
        picture.rect("wt-flag", x: center - half, y: top - 40, width: 2 * half, height: 18, radius: 4)
        picture.label("wt-flagtext wt-middle", x: center, y: top - 27, text)
    }

    mutating func drawCross(x: Double, y: Double) {
        picture.path("wt-cross", [(x - 4, y - 4), (x + 4, y + 4)])
        picture.path("wt-cross", [(x - 4, y + 4), (x + 4, y - 4)])
    }
}
