import Foundation
import XMLText

/// The closed list of what we and libxml2 2.9.14 judge differently, each with its reason.
///
/// In every class but the first three libxml2 accepts what the specification forbids, or prints what it should not.
enum Difference: String, CaseIterable {
    /// We refuse every document type declaration; libxml2 reads it.
    case documentType
    /// libxml2 wants every namespace name to be a URI; the specification gives this no rank of a constraint.
    case namespaceIsNoURI
    /// libxml2 has no canonical form for relative namespace names, so the trees can not be compared.
    case noCanonicalForm
    /// libxml2 prints `&`, `<` and `"` of a namespace name as they are, so the trees can not be compared.
    case namespaceNotEscaped
    /// libxml2 stops reading behind the root, at the first byte that is no text: zero, no ASCII, half a UTF-16 unit.
    case damageBehindRoot
    /// libxml2 takes UTF-16 for what it is, though the declaration names another encoding.
    case otherEncodingDeclared
    /// libxml2 reads other encodings, and other spellings such as `utf8`, through iconv.
    case otherEncodingName
    /// libxml2 takes the version `1.`, which lacks a digit.
    case versionWithoutDigit
    /// libxml2 takes `encoding="…"standalone="…"`, which lacks the white space between.
    case declarationWithoutSpace
    /// libxml2 takes `xmlns:xml` twice in one tag.
    case xmlPrefixTwice

    /// Finds the class of a document that only we accept.
    init?(acceptedInSpiteOf errors: [String]) {
        let isAboutURI = errors.allSatisfy {
            $0.hasPrefix("namespace error : xmlns") && Data($0.utf8).range(of: Data(": '".utf8)) != nil
        }
        guard isAboutURI else { return nil }
        self = .namespaceIsNoURI
    }

    /// Finds the class of a document that only we refuse.
    init?(refused error: XMLError, _ document: [UInt8]) {
        switch error.code {
        case .doctypeRefused: self = .documentType
        case .unsupportedEncoding where error.what.hasSuffix("what is in fact utf-16"): self = .otherEncodingDeclared
        case .unsupportedEncoding where error.what.hasPrefix("cannot read text in encoding"): self = .otherEncodingName
        case .invalidEncoding,
            .notWellFormed where error.what.contains("U+0000"):
            guard Self.isWhole(document, before: error.location) else { return nil }
            self = .damageBehindRoot
        case .notWellFormed where error.what == "cannot read XML of version '1.'": self = .versionWithoutDigit
        case .notWellFormed where error.what.hasPrefix("cannot understand 'standalone="):
            self = .declarationWithoutSpace
        case .notWellFormed where error.what.hasPrefix("cannot use attribute 'xmlns:xml' twice"): self = .xmlPrefixTwice
        default: return nil
        }
    }

    /// Finds the class of a document whose trees are not alike, or can not be compared.
    init?(_ root: XMLElement, hasCanonicalForm: Bool) {
        let names = Self.namespaces(of: root)
        if !hasCanonicalForm, names.contains(where: Self.isRelative) {
            self = .noCanonicalForm
        } else if hasCanonicalForm, names.contains(where: { $0.contains { "&<>\"\t\n\r".contains($0) } }) {
            self = .namespaceNotEscaped
        } else {
            return nil
        }
    }

    private static func isRelative(_ namespace: String) -> Bool {
        let scheme = namespace.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
        return !namespace.isEmpty
            && (scheme.isEmpty || scheme.endIndex == namespace.endIndex || namespace[scheme.endIndex] != ":")
    }

    private static func namespaces(of element: XMLElement) -> [String] {
        element.namespaceDeclarations.map(\.namespace)
            + element.children.flatMap { child -> [String] in
                if case .element(let element) = child { namespaces(of: element) } else { [] }
            }
    }

    /// Whether what stands before a place is a whole document by itself.
    private static func isWhole(_ document: [UInt8], before place: SourceLocation) -> Bool {
        (try? XMLReader.read(Array(document[..<Places.offset(of: place, in: document)]))) != nil
    }
}
