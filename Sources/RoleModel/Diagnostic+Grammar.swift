import XMLText

extension Diagnostic {
    /// Creates the diagnostic of a text that is not acceptable as XML.
    init(_ error: XMLError, file: String) {
        let code: DiagnosticCode =
            switch error.code {
            case .invalidEncoding: .invalidEncoding
            case .unsupportedEncoding: .unsupportedEncoding
            case .notWellFormed: .notWellFormed
            case .namespaceFault: .namespaceFault
            case .doctypeRefused: .doctypeRefused
            case .limitExceeded: .limitExceeded
            }
        let place = FileLocation(file: file, line: error.location.line, column: error.location.column)
        // The one prefix that people forget to declare is ours, and its namespace nobody knows by heart.
        let isOurs = error.code == .namespaceFault && error.what.hasPrefix("cannot use the prefix 'linux'")
        let mend = isOurs ? "write xmlns:linux=\"\(LinuxExtensions.namespace)\" on the root element" : error.mend
        self.init(code, at: place, what: error.what, why: error.why, mend: mend)
    }

    static func unexpectedRoot(_ written: String, expected: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .unexpectedRoot,
            at: place,
            what: "cannot read a file whose root element is \(quoted(written))",
            why: "this file is read as one whose root element is '\(expected)'",
            mend: "name the right file, or write <\(expected)> as its root element"
        )
    }

    static func unexpectedNamespace(
        _ written: String,
        of root: String,
        expected: String,
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .unexpectedNamespace,
            at: place,
            what: "cannot read '\(root)' in the namespace \(quoted(written, limit: 120))",
            why: "Azure's elements have their meaning in Azure's namespace only",
            mend: "write <\(root) xmlns=\"\(expected)\" …>"
        )
    }

    static func missingNamespace(_ root: String, expected: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .missingNamespace,
            at: place,
            what: "cannot find a namespace on '\(root)', ignoring",
            why:
                "Azure's own tools, and programs of the role that read this file, look for elements of Azure's namespace",
            mend: "write <\(root) xmlns=\"\(expected)\" …>"
        )
    }

    static func unknownElement(
        _ written: String,
        in parent: String,
        known: [String],
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .unknownElement,
            at: place,
            what: "cannot use element \(quoted(written)) in '\(parent)', ignoring",
            why: "it is none of those that Azure documents there; neither it nor anything inside it has an effect",
            mend: suggestion(written, known, none: "nothing belongs into '\(parent)'; remove it")
        )
    }

    static func unknownAttribute(
        _ written: String,
        of element: String,
        known: [String],
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .unknownAttribute,
            at: place,
            what: "cannot use attribute \(quoted(written)) of '\(element)', ignoring",
            why: "it is none of those that Azure documents there; it has no effect",
            mend: suggestion(written, known, none: "'\(element)' has no attributes; remove it")
        )
    }

    static func repeatedElement(
        _ written: String,
        in parent: String,
        first: FileLocation,
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .repeatedElement,
            at: place,
            what: "cannot use a second '\(written)' in '\(parent)'",
            why: "there may be one only, and one stands at \(first.line):\(first.column) already",
            mend: "move what is inside into the first one, and remove the second"
        )
    }

    static func strayText(_ written: String, in element: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .strayText,
            at: place,
            what: "cannot use the text \(quoted(written, limit: 40)) in '\(element)', ignoring",
            why: "values are attributes in this file; text between elements has no effect",
            mend: "remove it, or make it a comment: <!-- … -->"
        )
    }

    static func tooManyFaults(_ left: Int, isError: Bool, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .tooManyFaults,
            severity: isError ? .error : .warning,
            at: place,
            what:
                "cannot show \(left) more \(left == 1 ? "diagnostic" : "diagnostics") of this file\(isError ? "" : ", ignoring")",
            why: "a file with so many faults is probably not the file that was meant",
            mend: "mend those that are shown, then try again"
        )
    }

    static func unknownLinuxNamespace(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .unknownLinuxNamespace,
            at: place,
            what: "cannot use the namespace \(quoted(written))",
            why:
                "this version knows '\(LinuxExtensions.namespace)' only; attributes of another one would be passed over in silence",
            mend: "write xmlns:linux=\"\(LinuxExtensions.namespace)\""
        )
    }

    static func unknownLinuxElement(_ written: String, at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .unknownLinuxElement,
            at: place,
            what: "cannot use element \(quoted("linux:" + written))",
            why: "the namespace '\(LinuxExtensions.namespace)' has attributes only",
            mend: "remove it; the attributes are \(listed(LinuxAttribute.allCases.map(\.qualifiedName)))"
        )
    }

    static func unknownLinuxAttribute(
        _ written: String,
        of element: String,
        belonging: [LinuxAttribute],
        at place: FileLocation
    ) -> Diagnostic {
        let known = LinuxAttribute.allCases.filter(belonging.contains)
        let all = LinuxAttribute.allCases.map(\.rawValue)
        let near = nearest(to: written, among: known.map(\.rawValue)) ?? nearest(to: written, among: all)
        let list =
            known.isEmpty
            ? "'\(element)' has no attributes of this namespace; remove it"
            : "those of '\(element)' are \(listed(known.map(\.qualifiedName)))"
        return Diagnostic(
            .unknownLinuxAttribute,
            at: place,
            what: "cannot use attribute \(quoted("linux:" + written)) of '\(element)'",
            why:
                "there is no such attribute in '\(LinuxExtensions.namespace)', so what it was to bring about would not happen",
            mend: near.map { "did you mean 'linux:\($0)'? \(list)" } ?? list
        )
    }

    static func misplacedLinuxAttribute(
        _ attribute: LinuxAttribute,
        of element: String,
        at place: FileLocation
    ) -> Diagnostic {
        Diagnostic(
            .misplacedLinuxAttribute,
            at: place,
            what: "cannot use attribute '\(attribute.qualifiedName)' of '\(element)'",
            why: "it has no meaning there, so what it was to bring about would not happen",
            mend: "write it \(attribute.home)"
        )
    }

    /// Returns a mend that names the nearest of the known names, or all of them.
    static func suggestion(_ written: String, _ known: [String], none: String) -> String {
        if let near = nearest(to: written, among: known) { return "did you mean \(quoted(near))?" }
        return known.isEmpty ? none : "remove it, or use \(listed(known))"
    }
}
