/// A named value that goes with a record; shown where records are JSON.
public struct LogField: Sendable, Hashable {
    /// What a field can hold.
    public enum Value: Sendable, Hashable {
        /// Text.
        case text(String)
        /// A whole number.
        case number(Int)
        /// Seconds and the like.
        case decimal(Double)
        /// A truth value.
        case flag(Bool)
    }

    /// The key; `time`, `level`, `source`, `pid`, `tid` and `text` are taken.
    public let name: String
    /// The value.
    public let value: Value

    /// Creates a field.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }

    /// Creates a field that holds text.
    public init(_ name: String, _ text: String) {
        self.init(name, .text(text))
    }

    /// Creates a field that holds a number.
    public init(_ name: String, _ number: Int) {
        self.init(name, .number(number))
    }
}
