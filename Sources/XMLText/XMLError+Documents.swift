/// Faults of a document as a whole: declaration, root, comments and instructions.
extension XMLError {
    static func noRoot(at location: SourceLocation) -> XMLError {
        malformed(
            "cannot find an element in this document",
            "an XML document has one root element, and this one ends before it begins",
            "check that the file is not empty or cut off",
            at: location
        )
    }

    static func outsideRoot(_ written: String, rootIsClosed: Bool, at location: SourceLocation) -> XMLError {
        XMLError(
            code: .notWellFormed,
            location: location,
            what: "cannot use '\(written)' \(rootIsClosed ? "after" : "before") the root element",
            why: "outside of the root stand only white space, comments and processing instructions",
            mend: rootIsClosed ? "move it into the root element, or remove it" : "remove it; the file may not be XML"
        )
    }

    static func doctype(at location: SourceLocation) -> XMLError {
        XMLError(
            code: .doctypeRefused,
            location: location,
            what: "cannot accept '<!DOCTYPE'",
            why:
                "a document type can name files to be read and entities that grow without bound; no file here needs one",
            mend: "remove the whole '<!DOCTYPE … >', and write the entities that it declares as characters"
        )
    }

    static func declarationWithoutVersion(at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use an XML declaration without version",
            "a declaration begins with the version of XML",
            "write <?xml version=\"1.0\" encoding=\"utf-8\"?>",
            at: location
        )
    }

    static func malformedDeclaration(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot understand '\(written)' in the XML declaration",
            "a declaration holds version, encoding and standalone, in this order, each in quotes",
            "write <?xml version=\"1.0\" encoding=\"utf-8\"?>",
            at: location
        )
    }

    static func version(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot read XML of version '\(written)'",
            "only the versions 1.0 and its successors 1.x are known",
            "write version=\"1.0\"",
            at: location
        )
    }

    static func standalone(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use standalone '\(written)'",
            "it says 'yes' or 'no'",
            "write standalone=\"yes\", or leave it out",
            at: location
        )
    }

    static func misplacedDeclaration(_ target: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use an instruction '<?\(target)' here",
            "an XML declaration is the very first thing in a file, written '<?xml', and nothing else may have this name",
            "remove what stands before it, white space included, or remove it",
            at: location
        )
    }

    static func instructionWithoutTarget(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot understand '\(written)'",
            "'<?' begins a processing instruction, and its name must follow at once",
            "write '&lt;' for the character '<', or give the instruction a name",
            at: location
        )
    }

    static func malformedInstruction(_ target: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot read the processing instruction '<?\(target)'",
            "white space or '?>' must follow its name",
            "write a space behind the name",
            at: location
        )
    }

    static func unfinishedInstruction(_ target: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot find the end of the processing instruction '<?\(target)'",
            "it goes on to the end of the file",
            "write '?>' where it ends",
            at: location
        )
    }

    static func doubleHyphen(at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use '--' inside of a comment",
            "XML keeps it for the end of the comment, '-->'",
            "write one hyphen, or '- -'; check that the comment has an end",
            at: location
        )
    }

    static func unfinishedComment(at location: SourceLocation) -> XMLError {
        malformed(
            "cannot find the end of this comment",
            "it goes on to the end of the file",
            "write '-->' where it ends",
            at: location
        )
    }

}
