import XMLText

/// What the goal-state endpoint says, in one chunk: what is wanted, and where everything else is (§2).
public struct GoalState: Hashable, Sendable {
    /// The number of a server's first goal state.
    ///
    /// Node's client compares numbers as strings, so the count of digits must not change (§2 rule 5).
    public static let firstIncarnation: UInt64 = 1_000

    /// `Incarnation`; rises with each state.
    public var incarnation: UInt64
    /// `ExpectedState`.
    public var expectedState: ExpectedState
    /// `RoleEnvironmentPath`, a file.
    public var roleEnvironmentPath: String
    /// `CurrentStateEndpoint`.
    public var currentStateEndpoint: String
    /// `Deadline`.
    public var deadline: RuntimeInstant

    /// Creates a goal state.
    public init(
        incarnation: UInt64,
        expectedState: ExpectedState,
        roleEnvironmentPath: String,
        currentStateEndpoint: String,
        deadline: RuntimeInstant = .forever
    ) {
        self.incarnation = incarnation
        self.expectedState = expectedState
        self.roleEnvironmentPath = roleEnvironmentPath
        self.currentStateEndpoint = currentStateEndpoint
        self.deadline = deadline
    }

    /// Returns the document in ASCII and without a line break, unframed; all five elements are always there.
    public func xml() -> [UInt8] {
        // The real server gives no zone, and seven decimals.
        let deadline = deadline.written(decimals: 7, zone: deadline.isForever ? "" : "Z")
        let elements = [
            ("Incarnation", String(incarnation)), ("ExpectedState", expectedState.rawValue),
            ("RoleEnvironmentPath", roleEnvironmentPath.escaped),
            ("CurrentStateEndpoint", currentStateEndpoint.escaped), ("Deadline", deadline),
        ]
        var text = "\(String.declaration)<GoalState \(String.namespaces)>"
        for (name, value) in elements { text += "<\(name)>\(value)</\(name)>" }
        return Array((text + "</GoalState>").utf8)
    }

    /// Returns the chunk that is sent: in one write, always.
    public func chunk() -> [UInt8] { ChunkWriter.chunk(xml()) }

    /// Reads a document, unframed.
    ///
    /// - Throws: why it is none; an absent or odd deadline is none ("for ever").
    public init(xml: [UInt8]) throws(RuntimeProtocolFault) {
        var limits = XMLReader.Limits()
        limits.bytes = ChunkReader.mostBytes
        let root = try XMLElement.root("GoalState", of: xml, limits: limits)
        let number = root.child("Incarnation")?.text ?? ""
        guard let incarnation = UInt64(number) else {
            throw RuntimeProtocolFault("cannot read the GoalState document: Incarnation is '\(number.quotable)'")
        }
        let state = root.child("ExpectedState")?.text ?? ""
        guard let expectedState = ExpectedState(rawValue: state) else {
            throw RuntimeProtocolFault("cannot read the GoalState document: ExpectedState is '\(state.quotable)'")
        }
        self.init(
            incarnation: incarnation,
            expectedState: expectedState,
            roleEnvironmentPath: root.child("RoleEnvironmentPath")?.text ?? "",
            currentStateEndpoint: root.child("CurrentStateEndpoint")?.text ?? "",
            deadline: root.child("Deadline").flatMap { RuntimeInstant($0.text) } ?? .forever
        )
    }
}
