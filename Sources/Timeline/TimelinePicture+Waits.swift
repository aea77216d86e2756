extension TimelinePicture {
    /// Draws a line from what an entry waited for to where it could go on.
    mutating func drawWaits(_ row: Int) {
        guard let entry = timeline.entry(row), let ordered = entry.ordered else { return }
        for wait in entry.waits {
            guard wait.entry != row, timeline.entry(wait.entry) != nil else { continue }
            guard let came = timeline.moment(of: wait), came <= axis.horizon else { continue }
            // A block is already there when its agent becomes ready; everything else begins then.
            let arrival = wait.moment == .ready ? max(came, ordered) : ordered
            drawWait(from: wait.entry, to: row, came: came, arrival: min(arrival, axis.horizon))
        }
    }

    private mutating func drawWait(from: Int, to: Int, came: Int64, arrival: Int64) {
        let x = axis.place(came)
        let isDown = to > from
        let start = middle(from) + (isDown ? 1 : -1) * Self.barHeight / 2
        let goal = middle(to)
        let end = axis.place(arrival)
        // Nearly at once, as nearly always: the line comes down on the bar's beginning.
        if end - x < 9 {
            let tip = goal + (isDown ? -1 : 1) * (Self.barHeight / 2)
            let back = tip + (isDown ? -5 : 5)
            picture.path("wt-wait", [(x, start), (x, back)])
            picture.path("wt-tip", [(x, tip), (x - 3, back), (x + 3, back)], end: "Z")
        } else {
            picture.path("wt-wait", [(x, start), (x, goal), (end - 5, goal)])
            picture.path("wt-tip", [(end, goal), (end - 6, goal - 3), (end - 6, goal + 3)], end: "Z")
        }
    }

    /// Light colours, and dark ones for viewers that ask for them.
    static let style = """
        <style>
        .wt{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px}
        .wt-card{fill:#fff;stroke:#d5dae1}.wt-band{fill:#f4f6f9}.wt-hit{fill:#000;fill-opacity:0}
        .wt-head{font-size:16px;font-weight:600;fill:#1b2430}.wt-text{fill:#1b2430}
        .wt-dim{fill:#5b6675}.wt-small{font-size:11px;fill:#4a5563}.wt-number{font-size:10px;fill:#7b8694}
        .wt-faint{font-size:11px;fill:#8a94a1;font-style:italic}.wt-bold{font-weight:600}
        .wt-right{text-anchor:end}.wt-middle{text-anchor:middle}
        .wt-grid{stroke:#dfe4ea;fill:none}.wt-axis{stroke:#aab3bf;fill:none}
        .wt-wait{stroke:#6b7684;fill:none;stroke-width:1}.wt-tip{fill:#6b7684}
        .wt-simple{fill:#2c7be5}.wt-block{fill:#8c6fd1}.wt-background{fill:#12a08f}
        .wt-foreground{fill:#dd8a1a}.wt-host{fill:#cf4f93}.wt-any{fill:#6b7684}
        .wt-pale{fill-opacity:.4}
        .wt-caption{font-size:11px;fill:#2b3644;paint-order:stroke;stroke:#fff;stroke-opacity:.8;stroke-width:3px}
        .wt-inside{font-size:11px;fill:#fff;font-weight:600}.wt-caption.wt-bad{fill:#c3241b;font-weight:600}
        .wt-cross{stroke:#d92d20;stroke-width:2.2;fill:none;stroke-linecap:round}
        .wt-restart{stroke:#d92d20;stroke-width:1.6;fill:none;stroke-dasharray:2 1.5}
        .wt-ready{stroke:#2b9348;stroke-width:1.5;fill:none;stroke-dasharray:5 3}
        .wt-flag{fill:#2b9348}.wt-flagtext{fill:#fff;font-weight:600}.wt-meter{fill:#9fb0c3}
        @media (prefers-color-scheme:dark){
        .wt-card{fill:#151b23;stroke:#2c3643}.wt-band{fill:#1b232d}
        .wt-head,.wt-text{fill:#e8edf3}.wt-dim,.wt-small{fill:#a9b5c2}.wt-number,.wt-faint{fill:#7f8b99}
        .wt-grid{stroke:#2a3440}.wt-axis{stroke:#536070}
        .wt-wait{stroke:#94a1b0}.wt-tip{fill:#94a1b0}
        .wt-simple{fill:#4b94f2}.wt-block{fill:#a58ae6}.wt-background{fill:#27b8a6}
        .wt-foreground{fill:#eba13a}.wt-host{fill:#e56bab}
        .wt-caption{fill:#dfe6ee;stroke:#151b23}.wt-caption.wt-bad{fill:#ff8a80}.wt-meter{fill:#4d5d70}
        }
        </style>
        """
}
