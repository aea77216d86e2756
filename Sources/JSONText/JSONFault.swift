/// Where a JSON text is faulty.
public struct JSONFault: Error, Hashable {
    /// The place, from 1.
    public let byte: Int
    /// What should stand there.
    public let expected: String

    /// The fault in one sentence's part: "at byte 5 there should be ':'".
    public var text: String { "at byte \(byte) there should be \(expected)" }
}
