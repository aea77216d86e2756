import Foundation
import Testing

/// `docs/reference/behaviour.md` promises nothing that no test holds.
@Suite struct BehaviourPageTests {
    @Test func `every sentence names the test that holds it, or says that it is not in this version`() throws {
        for sentence in try BehaviourPage().sentences {
            #expect(sentence.tests.isEmpty == sentence.isLater, "\(sentence.number)")
        }
    }

    @Test func `every test that a sentence names is there`() throws {
        let tests = try BehaviourPage.tests()
        for sentence in try BehaviourPage().sentences {
            for name in sentence.tests { #expect(tests[name] != nil, "\(sentence.number) names \(name)") }
        }
    }

    @Test func `the sections A1 to H4 are there, and their sentences are numbered through`() throws {
        let page = try BehaviourPage()
        let counts = [("A", 3), ("B", 8), ("C", 9), ("D", 8), ("E", 6), ("F", 4), ("G", 6), ("H", 4)]
        let expected = counts.flatMap { letter, count in (1...count).map { "\(letter)\($0)" } }
        #expect(page.headings == expected)
        let numbers = page.sentences.map(\.number)
        let inOrder = expected.flatMap { heading in
            numbers.filter { $0.hasPrefix(heading + ".") }.indices.map { "\(heading).\($0 + 1)" }
        }
        #expect(numbers == inOrder)
        #expect(Set(numbers.compactMap { $0.split(separator: ".").first.map(String.init) }) == Set(expected))
    }

    @Test func `every test of a contract suite holds a sentence`() throws {
        let named = Set(try BehaviourPage().sentences.flatMap(\.tests))
        for (name, files) in try BehaviourPage.tests()
        where files.contains(where: { $0.hasSuffix("ContractTests.swift") }) {
            #expect(named.contains(name), "\(name)")
        }
    }
}
