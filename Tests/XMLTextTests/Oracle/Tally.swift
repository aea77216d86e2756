/// How many documents came out which way.
struct Tally {
    private(set) var bothAccept = 0
    private(set) var bothRefuse = 0
    private(set) var differences: [Difference: Int] = [:]
    private(set) var unexplained: [String] = []

    var count: Int { bothAccept + bothRefuse + differences.values.reduce(0, +) + unexplained.count }

    var summary: String {
        let classes = Difference.allCases.map { "\($0.rawValue) \(differences[$0, default: 0])" }
        return "\(bothAccept) accepted alike with the same tree, \(bothRefuse) refused alike, "
            + "\(unexplained.count) unexplained; known differences: " + classes.joined(separator: ", ")
    }

    mutating func note(_ documents: [[UInt8]], _ verdicts: [Xmllint.Verdict]) {
        for (document, verdict) in zip(documents, verdicts) {
            switch Comparison(document, verdict).outcome {
            case .bothAccept: bothAccept += 1
            case .bothRefuse: bothRefuse += 1
            case .differs(let difference): differences[difference, default: 0] += 1
            case .unexplained(let reason): unexplained.append("\(reason)\n  \(Self.shown(document))")
            }
        }
    }

    mutating func add(_ other: Tally) {
        bothAccept += other.bothAccept
        bothRefuse += other.bothRefuse
        differences.merge(other.differences, uniquingKeysWith: +)
        unexplained += other.unexplained
    }

    private static func shown(_ document: [UInt8]) -> String {
        document.prefix(3_000).map { 0x20..<0x7F ~= $0 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16) }
            .joined()
    }
}
