/// Something a person should know about what was brought over.
public struct ImportNote: Hashable, Sendable {
    /// The line of the file that it is about, from 1.
    public var line: Int
    /// Whether the result can not be used before somebody has mended it.
    public var isError: Bool
    /// What, and what to do.
    public var text: String

    /// The note as it is printed.
    ///
    /// - Parameter file: how the file is called.
    /// - Returns: one line, without a newline.
    public func rendered(_ file: String) -> String {
        "\(file):\(line): \(isError ? "error" : "note"): \(text)"
    }
}
