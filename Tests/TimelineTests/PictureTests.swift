import Foundation
import Testing

@testable import Timeline

@Suite struct PictureTests {
    @Test(arguments: Scenes.all.indices)
    func `a picture is well-formed XML with a row for each entry`(index: Int) throws {
        let (name, timeline) = Scenes.all[index]
        let svg = timeline.svg
        if let folder = ProcessInfo.processInfo.environment["WAHOST_PICTURES"] {
            try svg.write(toFile: "\(folder)/\(name).svg", atomically: true, encoding: .utf8)
            try timeline.text.write(toFile: "\(folder)/\(name).txt", atomically: true, encoding: .utf8)
        }
        #expect(try XMLOracle.accepts(svg))
        #expect(svg.split(separator: "<g>").count - 1 == timeline.entries.count)
        #expect(!svg.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test func `a picture asks for nothing from outside and runs nothing`() {
        for (_, timeline) in Scenes.all {
            let svg = timeline.svg.replacing("http://www.w3.org/2000/svg", with: "")
            for word in ["http:", "https:", "<script", "href", "url(", "@import", "onload"] {
                #expect(!svg.contains(word))
            }
        }
    }

    @Test func `names are escaped in the picture`() {
        var timeline = BootTimeline(instance: "<b>&\"'", role: "\u{0}\u{202E}r", incarnation: 1, began: 0)
        timeline.entries = [TimelineEntry(name: "</text><script>alert(1)</script>\u{FFFF}", kind: .simple)]
        let svg = timeline.svg
        #expect(!svg.contains("<script"))
        #expect(!svg.contains("<b>"))
        #expect(!svg.contains("\u{202E}"))
        #expect(!svg.contains("\u{FFFF}"))
    }

    @Test(arguments: [1, 7, 999, 1_000, 59_999_999, 60_000_000, 86_400_000_000, 1_000_000_000_000_000, Int64.max / 16])
    func `an axis has two to nine ticks, none beyond its end, all told apart`(horizon: Int64) {
        let axis = TimeAxis(horizon: horizon, left: 0, right: 100)
        let ticks = axis.ticks
        #expect((2...9).contains(ticks.count))
        #expect(ticks.allSatisfy { (0...horizon).contains($0) })
        #expect(Set(ticks.map(axis.label)).count == ticks.count)
    }

    @Test func `every horizon up to ten days has ticks that are told apart`() {
        var horizon: Int64 = 2
        while horizon < 864_000_000_000 {
            let axis = TimeAxis(horizon: horizon, left: 0, right: 100)
            #expect(Set(axis.ticks.map(axis.label)).count == axis.ticks.count, "\(horizon)")
            #expect(axis.ticks.count >= 2, "\(horizon)")
            horizon += horizon / 5 + 1
        }
    }

    @Test func `a long name is cut in its middle, and stays whole in the tooltip`() {
        let timeline = Scenes.hundred()
        #expect(timeline.svg.contains("simple \(timeline.entries[0].name): exited 0"))
        #expect(TextWidth.fitted(timeline.entries[0].name, size: 12, into: 150).contains("…"))
        #expect(TextWidth.of(TextWidth.fitted(timeline.entries[0].name, size: 12, into: 150), size: 12) <= 150)
    }

    @Test func `no moment, however odd, breaks the picture or the text`() throws {
        var timeline = Scenes.mill()
        for (index, moment) in [Int64.max, .min, -1, 0, .max, .max - 1].enumerated() {
            timeline.entries[index].ordered = moment
            timeline.entries[index].ended = 0 &- moment
            timeline.entries[index].waits = [.init(.ready, of: index), .init(.end, of: 99), .init(.end, of: -1)]
            timeline.entries[index].usage = TimelineUsage(
                userMicroseconds: .max,
                systemMicroseconds: .max,
                peakResidentKilobytes: .min
            )
        }
        for ready in [nil, 0, Int64.max, .min] {
            timeline.ready = ready
            #expect(try XMLOracle.accepts(timeline.svg))
            #expect(!timeline.text.isEmpty)
        }
    }

    @Test func `the picture in the reference is the one that is drawn`() throws {
        let file = Python.root.appending(path: "docs/reference/timeline.svg")
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == Scenes.mill().svg, "draw it again: WAHOST_PICTURES=FOLDER swift test --filter PictureTests")
    }

    @Test func `the text in the reference is the one that is written`() throws {
        let file = Python.root.appending(path: "docs/reference/timeline.md")
        #expect(try String(contentsOf: file, encoding: .utf8).contains(Scenes.mill().text))
    }
}
