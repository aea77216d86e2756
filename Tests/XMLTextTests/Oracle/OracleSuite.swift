import Foundation
import Synchronization
import Testing
import XMLText

/// The reader against xmllint: real files, fixtures and mutants of both.
@Suite struct OracleSuite {
    private static let mutants = Int(ProcessInfo.processInfo.environment["XMLTEXT_MUTANTS"] ?? "") ?? 100_000
    private static let batch = 2_500

    @Test(.timeLimit(.minutes(10)))
    func `reader and xmllint accept and refuse alike, and see the same tree`() throws {
        guard let xmllint = Xmllint() else {
            #expect(ProcessInfo.processInfo.environment["CI"] == nil, "xmllint (Debian: libxml2-utils) is missing")
            return print("XMLText: xmllint (Debian: libxml2-utils) is not installed, oracle skipped")
        }
        var tally = Tally()
        let originals = Samples.all.map(\.bytes) + Fixtures.all
        tally.note(originals, try xmllint.judge(originals))
        print("XMLText: \(Samples.all.count) real samples and \(Fixtures.all.count) fixtures: \(tally.summary)")
        #expect(tally.unexplained.count == 0, "\(tally.unexplained.joined(separator: "\n"))")

        let all = Mutex(Tally())
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: (Self.mutants + Self.batch - 1) / Self.batch) { index in
            do {
                let batch = try Self.judge(batch: index, xmllint)
                all.withLock { $0.add(batch) }
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
        let mutants = all.withLock { $0 }
        print("XMLText: \(mutants.count) mutants: \(mutants.summary)")
        #expect(mutants.count >= Self.mutants)
        #expect(mutants.unexplained.count == 0, "\(mutants.unexplained.prefix(40).joined(separator: "\n"))")
    }

    private static func judge(batch: Int, _ xmllint: Xmllint) throws -> Tally {
        let small = Samples.all.map(\.bytes).filter { $0.count < 2_500 }
        var mutator = Mutator(seed: UInt64(batch) &+ 20_110_308, bases: Fixtures.all, samples: small)
        let documents = (0..<Self.batch).map { _ in mutator.next() }
        var tally = Tally()
        tally.note(documents, try xmllint.judge(documents))
        return tally
    }
}
