import XMLText

/// What we say about a document, beside what the oracle says.
struct Comparison {
    /// How the two verdicts stand to each other.
    enum Outcome: Hashable {
        case bothAccept, bothRefuse
        case differs(Difference)
        /// No class in the closed list: one of the two is wrong.
        case unexplained(String)
    }

    /// The outcome.
    let outcome: Outcome

    init(_ document: [UInt8], _ verdict: Xmllint.Verdict) {
        do {
            let root = try XMLReader.read(document)
            outcome = Self.accepted(root, verdict)
        } catch {
            outcome = Self.refused(error, document, verdict)
        }
    }

    private static func accepted(_ root: XMLElement, _ verdict: Xmllint.Verdict) -> Outcome {
        guard verdict.errors.isEmpty else {
            if let difference = Difference(acceptedInSpiteOf: verdict.errors) { return .differs(difference) }
            return .unexplained("only we accept: \(verdict.errors)")
        }
        let theirs = CanonicalForm.withoutComments(verdict.canonical)
        let ours = CanonicalForm(root).output
        if ours == theirs { return .bothAccept }
        if let difference = Difference(root, hasCanonicalForm: !theirs.isEmpty) { return .differs(difference) }
        return .unexplained(
            "other tree:\n  \(String(decoding: ours, as: UTF8.self))\n  \(String(decoding: theirs, as: UTF8.self))"
        )
    }

    private static func refused(_ error: XMLError, _ document: [UInt8], _ verdict: Xmllint.Verdict) -> Outcome {
        guard verdict.errors.isEmpty else { return .bothRefuse }
        if let difference = Difference(refused: error, document) { return .differs(difference) }
        return .unexplained("only we refuse: \(error.code) \(error.location) \(error.what); \(error.why)")
    }
}
