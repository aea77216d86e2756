import JSONText

/// The last lines that a task or the host wrote.
public struct LogTail: Hashable, Sendable {
    /// A line.
    public struct Line: Hashable, Sendable {
        /// What was written, without a line end.
        public var text: String
        /// Whether it was written to the standard error.
        public var isError: Bool

        /// Creates a line.
        public init(_ text: String, isError: Bool = false) {
            self.text = text
            self.isError = isError
        }
    }

    /// How messages call the task or host.
    public var name: String
    /// The lines, the oldest first.
    public var lines: [Line]

    /// Creates a tail.
    public init(name: String, lines: [Line]) {
        self.name = name
        self.lines = lines
    }

    /// Returns tails as one line of JSON.
    static func json(_ tails: [LogTail]) -> String {
        JSON.object([("version", .integer(1)), ("tasks", .array(tails.map(\.json)))]).lineText
    }

    private var json: JSON {
        .object([
            ("name", .string(name)),
            (
                "lines",
                .array(
                    lines.map {
                        .object([("stream", .string($0.isError ? "stderr" : "stdout")), ("text", .string($0.text))])
                    }
                )
            ),
        ])
    }
}
