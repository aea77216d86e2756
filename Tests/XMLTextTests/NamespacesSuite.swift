import Testing
import XMLText

/// What Namespaces in XML 1.0 allows and forbids.
@Suite struct NamespacesSuite {
    @Test(arguments: [
        "<p:a/>", "<a p:b=''/>", "<a xmlns:p=''/>", "<a xmlns:p='urn:p' xmlns:q='urn:p' p:b='' q:b=''/>",
        "<a:b:c xmlns:a='x'/>",
        "<:a/>", "<a:/>", "<a :b=''/>", "<a b:=''/>", "<a xmlns:=''/>", "<p:1 xmlns:p='x'/>", "<a xmlns:xml='urn:x'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>", "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:xmlns='urn:x'/>", "<xmlns:a/>", "<a><b xmlns:p='x'/><p:c/></a>", "<?p:q?><a/>", "<a xmlns:p:q='x'/>",
    ])
    func `a fault against namespaces is refused as such`(_ text: String) {
        #expect(fault(text)?.code == .namespaceFault)
    }

    @Test(arguments: ["<a xmlns='' xmlns=''/>", "<a xmlns:p='x' xmlns:p='x'/>", "<a xmlns:p='x' p:b='' p:b=''/>"])
    func `an attribute written twice is not well-formed`(_ text: String) {
        #expect(fault(text)?.code == .notWellFormed)
    }

    @Test func `prefixes are resolved by the innermost declaration, behind or before its use`() throws {
        let root = try read("<p:a p:x='' xmlns:p='1'><p:b xmlns:p='2'><p:c/></p:b><p:d/></p:a>")
        #expect(root.name == XMLName(namespace: "1", prefix: "p", local: "a"))
        #expect(root.attributes.map(\.name) == [XMLName(namespace: "1", prefix: "p", local: "x")])
        #expect(root.namespaceDeclarations == [XMLNamespaceDeclaration(prefix: "p", namespace: "1")])
        #expect(root.elements.map(\.name.namespace) == ["2", "1"])
        #expect(root.elements.first?.elements.first?.name.namespace == "2")
    }

    @Test func `the default namespace is for elements alone, and can be taken away`() throws {
        let root = try read("<a xmlns='1' b='' xml:lang=''><c xmlns=''><d/></c><e/></a>")
        #expect(root.name.namespace == "1")
        #expect(root.attributes.map(\.name.namespace) == [nil, "http://www.w3.org/XML/1998/namespace"])
        #expect(root.elements.map(\.name.namespace) == [nil, "1"])
        #expect(root.elements.first?.elements.first?.name.namespace == nil)
    }

    @Test func `twins among many attributes are found as among few`() {
        let many = (0..<200).map { " a\($0)=''" }.joined()
        #expect(fault("<a xmlns:p='x'\(many) p:a7=''/>") == nil)
        #expect(fault("<a\(many) a7=''/>")?.code == .notWellFormed)
        #expect(fault("<a xmlns:p='x' xmlns:q='x' p:z=''\(many) q:z=''/>")?.code == .namespaceFault)
    }

    @Test func `names that only look alike are two names`() throws {
        #expect(fault("<a é='' e\u{301}=''/>") == nil)
        #expect(fault("<a xmlns:é='1' xmlns:e\u{301}='2' é:b='' e\u{301}:b=''/>") == nil)
        #expect(fault("<a xmlns:é='1' e\u{301}:b=''/>")?.code == .namespaceFault)
        #expect(fault("<é></e\u{301}>")?.code == .notWellFormed)
        let many = (0..<20).map { " a\($0)=''" }.joined()
        #expect(fault("<a\(many) é='' e\u{301}=''/>") == nil)
    }
}
