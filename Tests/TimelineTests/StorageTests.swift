import Foundation
import Testing

@testable import Timeline

@Suite struct StorageTests {
    @Test(arguments: Scenes.all.indices)
    func `what was written is read back the same`(index: Int) throws {
        let timeline = Scenes.all[index].timeline
        #expect(try BootTimeline(json: Array(timeline.json.utf8)) == timeline)
        #expect(try JSONSerialization.jsonObject(with: Data(timeline.json.utf8)) is [String: Any])
        #expect(!timeline.json.contains("\n"))
    }

    @Test func `a member of a later version is passed over`() throws {
        var timeline = Scenes.mill()
        timeline.end = .init(at: 5, kind: "stopped", text: "a stop was asked for")
        let json = timeline.json.replacing("{\"name\"", with: "{\"colour\":[1.5e3,{\"a\":null}],\"name\"")
        #expect(try BootTimeline(json: Array(json.utf8)) == timeline)
    }

    @Test(
        arguments: [
            ("", "at byte 1 there should be a value"), ("{}", "it has no 'version'"),
            ("{\"version\":2}", "its version is 2, and only 1 is known"), ("{\"version\":1}", "'instance' or 'role'"),
            ("{\"version\":1,\"version\":1}", "no second member of that name"),
            ("{\"version\":1}x", "there should be the end"), ("[[[[[[[[[[[[[[[[[[", "not nested deeper than 16"),
            (
                "{\"version\":1,\"instance\":\"\",\"role\":\"\",\"incarnation\":1,\"beganMilliseconds\":0,"
                    + "\"untilMicroseconds\":-1}", "should be between 0 and"
            ),
            (
                "{\"version\":1,\"instance\":\"\",\"role\":\"\",\"incarnation\":1,\"beganMilliseconds\":0,"
                    + "\"entries\":[{}]}", "entry 1 is incomplete"
            ),
        ]
    )
    func `what is no timeline is refused, and why is told`(json: String, reason: String) {
        #expect { try BootTimeline(json: Array(json.utf8)) } throws: { error in
            "\(error)".hasPrefix("cannot read the boot timeline: ") && "\(error)".contains(reason)
        }
    }

    @Test func `no change of a byte traps the reader`() {
        let bytes = Array(Scenes.mill().json.utf8)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3_000 {
            var mutant = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: mutant.indices, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: mutant[place] = .random(in: 0...255, using: &random)
                case 1: mutant.remove(at: place)
                default: mutant.insert(contentsOf: Array("9".utf8), at: place)
                }
            }
            guard let timeline = try? BootTimeline(json: mutant) else { continue }
            #expect(!timeline.text.isEmpty)
            #expect(!timeline.svg.isEmpty)
        }
    }

    @Test func `the files of the last twenty incarnations are kept, whatever process wrote them`() {
        let names = (0..<30).map { TimelineFiles.name(began: Int64($0) * 1_000 + 999_999, incarnation: 40 - $0) }
        let others = [
            "timeline-x.json", "notes.txt", "timeline-1-2-3.json", "timeline--.json", "timeline-1-2.json.tmp",
        ]
        let removed = TimelineFiles.toRemove((names + others).shuffled())
        #expect(removed.sorted() == names.prefix(10).sorted())
        #expect(TimelineFiles.latestFirst(names.shuffled() + others).first == names.last)
        #expect(TimelineFiles.toRemove(Array(names.prefix(20))).isEmpty)
        #expect(TimelineFiles.toRemove(names, keeping: -1).count == 30)
    }

    @Test(.enabled(if: SchemaOracle.isThere), arguments: Scenes.all.indices)
    func `the JSON fits its schema, says a public validator`(index: Int) throws {
        #expect(try SchemaOracle.accepts(Scenes.all[index].timeline.json))
    }

    @Test(.enabled(if: SchemaOracle.isThere))
    func `a timeline with a member too few or too many does not fit the schema`() throws {
        let json = Scenes.mill().json
        #expect(try !SchemaOracle.accepts(json.replacing("\"restarts\":1,", with: "")))
        #expect(try !SchemaOracle.accepts(json.replacing("\"end\":null", with: "\"end\":null,\"ende\":null")))
        #expect(try !SchemaOracle.accepts(json.replacing("\"kind\":\"host\"", with: "\"kind\":\"hose\"")))
    }
}
