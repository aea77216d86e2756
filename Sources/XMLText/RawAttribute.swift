/// An attribute or namespace declaration as written: its prefix not looked up yet.
struct RawAttribute {
    /// The name as written.
    var name: Range<Int>
    /// The value, normalised.
    var value: String
    /// Where the name begins.
    var location: SourceLocation
    /// Where the value begins, after its quote.
    var valueLocation: SourceLocation
}
