extension BootTimeline {
    /// The timeline as a picture, an SVG document of 1,000 units' width that carries all it needs.
    ///
    /// One row per entry in file order, with what it waited for, its processor time and memory; it follows the viewer's
    /// light or dark scheme, and names come whole in tooltips.
    public var svg: String { TimelinePicture(self).svg }

    /// How much time the picture shows: until Ready and a little more, else everything.
    var shownTime: Int64 {
        if let ready { return Self.widened(ready, by: 12) }
        var last = end?.at ?? until
        for entry in entries {
            last = max(last, entry.ended ?? 0, entry.ready ?? 0, entry.started ?? entry.ordered ?? 0)
        }
        return Self.widened(last, by: 50)
    }

    /// A little more than a span, and never more than 31 years.
    private static func widened(_ span: Int64, by part: Int64) -> Int64 {
        let span = min(max(span, 0), mostMicroseconds)
        return span + max(span / part, 1)
    }
}
