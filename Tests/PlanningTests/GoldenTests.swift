import Foundation
import Planning
import RoleModel
import Testing

@Suite struct GoldenTests {
    @Test func `the plan of a whole role reads as it always did`() throws {
        let plan = try #require(Lantern.scene).plan
        #expect(plan.diagnostics.rendered == "")
        #expect(plan.text() == Golden.text)
    }

    @Test func `no line of the plan is wider than 80 columns where its words allow it`() throws {
        let text = try #require(Lantern.scene).plan.text()
        #expect(text.split(separator: "\n").filter { $0.count > 80 } == [])
    }

    @Test func `the plan as JSON is JSON, of version 1, with everything in it`() throws {
        let plan = try #require(Lantern.scene).plan
        let json = try #require(try JSONSerialization.jsonObject(with: Data(plan.json().utf8)) as? [String: Any])
        #expect(json["version"] as? Int == 1)
        let tasks = try #require(json["tasks"] as? [[String: Any]])
        #expect(tasks.map { $0["number"] as? Int } == [1, 2, 3, 4])
        #expect(tasks.map { $0["waitsFor"] as? [Int] } == [[], [], [2], [2, 3]])
        let command = try #require(tasks[2]["command"] as? [String: Any])
        #expect(command["arguments"] as? [String] == ["/bin/sh", "-c", "exec ./setup.sh 1<&2 >> log.txt"])
        #expect(command["rules"] as? [String] == ["counterpart", "shell"])
        let block = try #require(tasks[1]["blockStartup"] as? [String: Any])
        #expect(block["agent"] as? Int == 1)
        #expect(block["waits"] as? String == "native")
        let environment = try #require(tasks[2]["environment"] as? [[String: Any]])
        #expect(environment.count == plan.tasks[2].environment.count)
        let secret = environment.first { $0["name"] as? String == "ApiToken" }
        #expect(secret?["hidden"] as? Bool == true)
        #expect(secret?["value"] is NSNull)
        let host = try #require(json["host"] as? [String: Any])
        #expect(host["statusCheck"] as? String == "tcp:127.0.0.1:7000")
        #expect((json["stopOrder"] as? [[String: Any]])?.map { $0["task"] as? Int } == [nil, 1, 4])
    }

    @Test func `every character comes back out of JSON`() throws {
        var scene = Scene("/role/approot/x.sh")
        let hostile = (1..<0x3000).compactMap(Unicode.Scalar.init).map(String.init).joined() + "👩‍👩‍👧\u{FFFF}\"\\"
        scene.task("x.sh") { $0.environment = [literal("V", hostile)] }
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(scene.plan.json().utf8)) as? [String: Any]
        )
        let tasks = try #require(json["tasks"] as? [[String: Any]])
        let environment = try #require(tasks.first?["environment"] as? [[String: Any]])
        #expect(environment.last?["value"] as? String == hostile)
    }
}
