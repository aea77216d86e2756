/// Exit codes as they are written in `successExitCodes`: `0 143 200-205`, with blanks or commas between them.
enum ExitCodes {
    /// Returns the codes; nil when one of them is none, or there is none.
    static func parse(_ text: String) -> Set<UInt8>? {
        var codes: Set<UInt8> = []
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt8($0) }
            guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2, first <= last
            else { return nil }
            codes.formUnion(first...last)
        }
        return codes.isEmpty ? nil : codes
    }
}
