import JSONText

/// One line that a client sends: `{"version":1,"command":"status"}`.
public struct ControlRequest: Sendable {
    /// The version of requests and answers.
    ///
    /// Within a version members are only added; unknown ones are passed over.
    public static let version = 1
    /// The most bytes that a request may have, its line end not counted.
    public static let mostBytes = 65_536

    /// What is asked.
    public let command: ControlCommand
    /// What is said about it, by name.
    private let members: [(String, JSON)]

    /// Creates a request, with what is said about it.
    public init(_ command: ControlCommand, _ members: [(String, JSON)] = []) {
        self.command = command
        self.members = members
    }

    /// Whether more is wanted than one answer.
    public var follows: Bool {
        if case .bool(true)? = self["follow"] { true } else { false }
    }

    /// Returns what is said by this name.
    public subscript(_ name: String) -> JSON? { members.first { $0.0 == name }?.1 }

    /// The line, with its end.
    var line: [UInt8] {
        let head: [(String, JSON)] = [("version", .integer(Self.version)), ("command", .string(command.rawValue))]
        return JSON.object(head + members).line + [0x0A]
    }

    /// Reads a line, given without its end.
    ///
    /// - Throws: what to answer instead.
    init(line: [UInt8]) throws(ControlFault) {
        let json: JSON
        do {
            json = try JSON(bytes: line)
        } catch {
            throw ControlFault(.malformed, "cannot read the request: \(error.text)")
        }
        guard case .object(let members) = json else {
            throw ControlFault(.malformed, "cannot read the request: it is no JSON object")
        }
        let spoken = "this bootstrapper speaks version \(Self.version)"
        guard let version = json["version"]?.integer else {
            throw ControlFault(.unsupportedVersion, "cannot use a request without \"version\": \(spoken)")
        }
        guard version == Self.version else {
            throw ControlFault(.unsupportedVersion, "cannot use version \(version): \(spoken)")
        }
        let known = "write one of " + ControlCommand.allCases.map(\.rawValue).joined(separator: ", ")
        guard let written = json["command"]?.text else {
            throw ControlFault(.unknownCommand, "cannot use a request without \"command\": \(known)")
        }
        guard let command = ControlCommand(rawValue: written) else {
            throw ControlFault(.unknownCommand, "cannot use command '\(written.prefix(64))': \(known)")
        }
        self.command = command
        self.members = members
    }
}
