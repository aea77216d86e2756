import XMLText

/// What came of reading a file: its value, and everything that is to be said about it.
public struct Reading<Value: Sendable>: Sendable {
    /// The value; nil when there is an error among the diagnostics.
    public var value: Value?
    /// Errors and warnings, in file order.
    public var diagnostics: [Diagnostic]

    /// Creates a reading.
    public init(value: Value?, diagnostics: [Diagnostic]) {
        self.value = value
        self.diagnostics = diagnostics
    }

    /// Whether there is an error among the diagnostics.
    public var hasErrors: Bool {
        diagnostics.contains { $0.severity == .error }
    }
}

extension Reading {
    /// Reads a text against a grammar, then makes the value of its root element.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: the file as it is shown.
    ///   - grammar: what may stand where.
    ///   - make: makes the value; nil only after it has reported an error.
    init(_ bytes: [UInt8], file: String, grammar: Grammar, make: (Scope) -> Value?) {
        do throws(XMLError) {
            self.init(try XMLReader.read(bytes), file: file, grammar: grammar, make: make)
        } catch {
            self.init(value: nil, diagnostics: [Diagnostic(error, file: file)])
        }
    }

    /// Checks a root element against a grammar, then makes its value.
    init(_ root: XMLElement, file: String, grammar: Grammar, make: (Scope) -> Value?) {
        let scope = Scope(element: root, file: file, faults: Faults())
        guard grammar.admits(scope) else {
            self.init(value: nil, diagnostics: scope.faults.inOrder)
            return
        }
        let value = make(scope)
        self.init(value: scope.faults.hasErrors ? nil : value, diagnostics: scope.faults.inOrder)
    }
}
