/// Why a text is not accepted as XML.
public struct XMLError: Error, Hashable, Sendable {
    /// What kind of fault, stable.
    public enum Code: String, Sendable, CaseIterable {
        /// The bytes are not the text that their encoding promises.
        case invalidEncoding
        /// A declared or detected encoding that is not UTF-8 or UTF-16.
        case unsupportedEncoding
        /// Not well-formed (XML 1.0).
        case notWellFormed
        /// Not namespace-well-formed (Namespaces in XML 1.0).
        case namespaceFault
        /// A document type declaration; these are refused altogether.
        case doctypeRefused
        /// Larger, deeper or wider than the limits.
        case limitExceeded
    }

    /// The kind.
    public var code: Code
    /// Where.
    public var location: SourceLocation
    /// What, beginning with "cannot".
    public var what: String
    /// Why it matters.
    public var why: String
    /// How to mend it.
    public var mend: String

    /// Creates an error.
    public init(code: Code, location: SourceLocation, what: String, why: String, mend: String) {
        self.code = code
        self.location = location
        self.what = what
        self.why = why
        self.mend = mend
    }
}
