import Testing
import XMLText

/// What XML 1.0 allows and forbids.
@Suite struct WellFormednessSuite {
    @Test(arguments: [
        "<a/>", "<a />", "<a></a >", "<a\n\t\r />", " \r\n<a/>\t", "<_/>", "<é·x-.9/>", "<a b=''/>",
        "<a b = \"1\"\nc='2'/>",
        "<?xml version='1.0'?><a/>", "<?xml version=\"1.7\"?><a/>", "<?xml version='1.0' standalone='no' ?><a/>",
        "<?xml\tversion = '1.0'\nencoding='UTF-8'\rstandalone\n='yes'?><a/>", "<?xml-a?><?xmlx y?><a/><?a ??>",
        "<!----><a/><!-- a - b -->", "<a>]]&gt; ] ]] > ]]<!-- -->></a>", "<a><![CDATA[]]]]></a>", "<a b='>]]>'/>",
        "<a>&#x10FFFF;&#xe000;&#000000000000000065;</a>", "<a>&#x0000000000000041;</a>", "\u{FEFF}<a/>",
    ])
    func `a well-formed text is read`(_ text: String) throws {
        #expect(throws: Never.self) { try read(text) }
    }

    @Test(arguments: [
        "", " ", "a", "<", "<a", "<a>", "<a/", "</a>", "<a></b>", "<a></a", "<a></ a>", "< a/>", "<a/><b/>", "<a/>x",
        "x<a/>",
        "<a/>&#32;", "<a/><![CDATA[]]>", "<1/>", "<-a/>", "<a/ >", "<a b/>", "<a b=/>", "<a b=1/>", "<a b='/>",
        "<a b='\"/>",
        "<a b='<'/>", "<a b='1'c='2'/>", "<a b='1' b='2'/>", "<a =''/>", "<a></a b=''>", "<a>&</a>", "<a>& </a>",
        "<a>&lt</a>", "<a>&x;</a>", "<a>&nbsp;</a>", "<a b='&x;'/>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#X41;</a>",
        "<a>&#65</a>", "<a>&#0;</a>", "<a>&#x1F;</a>", "<a>&#xD800;</a>", "<a>&#xFFFE;</a>", "<a>&#x110000;</a>",
        "<a>&#99999999999999999999999;</a>", "<a>]]></a>", "<a><!-- -- --></a>", "<a><!-- ---></a>", "<a><!-- </a>",
        "<!-", "<!--", "<a><![CDATA[</a>", "<a><![CDATA[]]</a>", "<a><![cdata[]]></a>", "<a><!ELEMENT a ANY></a>",
        "<a><?</a>",
        "<a><? p?></a>", "<a><?p</a>", "<a><?p/></a>", "<a><?xml?></a>", "<a><?XmL x?></a>",
        " <?xml version='1.0'?><a/>",
        "<?xml?><a/>", "<?xml ?><a/>", "<?xml version='1.0'><a/>", "<?xml version='1.'?><a/>",
        "<?xml version='2.0'?><a/>",
        "<?xml version=1.0?><a/>", "<?xml version='1.0\"?><a/>", "<?xml encoding='utf-8'?><a/>", "<?xml version='1.0",
        "<?xml version='1.0' standalone='YES'?><a/>", "<?xml version='1.0' standalone='yes' encoding='utf-8'?><a/>",
        "<?xml version='1.0'encoding='utf-8'?><a/>", "<?xml version='1.0' x='y'?><a/>", "<?XML version='1.0'?><a/>",
        "<a>\u{0}</a>", "<a>\u{1}</a>", "<a b='\u{1B}'/>", "<a>\u{FFFF}</a>", "<a><!-- \u{B} --></a>", "<a/>\u{0}",
        "<a\u{A0}b=''/>", "<a>\u{FFFE}</a>", "\u{FEFF}\u{FEFF}<a/>", "<a\u{37E}/>", "<\u{300}/>",
    ])
    func `a text that is not well-formed is refused as such`(_ text: String) {
        #expect(fault(text)?.code == .notWellFormed)
    }

    @Test func `references, sections and line ends become the text that they mean`() throws {
        let root = try read("<a>1\r\n2\r3\n&#13;&lt;<![CDATA[&lt;\r]]]]>]<!-- x --><?p?>&#x1F600;</a>")
        #expect(root.children.count == 1)
        #expect(root.text.unicodeScalars.elementsEqual("1\n2\n3\n\r<&lt;\n]]]😀".unicodeScalars))
    }

    @Test func `white space in a value becomes spaces, references to it stay`() throws {
        let root = try read("<a b=' \t\r\n\r\n x&#9;&#10;&#13;&apos;&quot;&gt;&amp;'/>")
        #expect(root.value("b")?.unicodeScalars.elementsEqual("     x\t\n\r'\">&".unicodeScalars) == true)
    }

    @Test func `empty sections and comments make no text`() throws {
        #expect(try read("<a><![CDATA[]]><!-- --><?p?></a>").children.isEmpty)
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<?xml version='1.0'?>\n<!-- -->\n<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<a><!DOCTYPE a></a>", "<a/><!DOCTYPE a>",
        "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>",
    ])
    func `a document type declaration is refused wherever it stands`(_ text: String) {
        #expect(fault(text)?.code == .doctypeRefused)
    }

    @Test func `what stands first is reported, even before bytes that are no text`() {
        #expect(fault(Array("<a><b></a>".utf8) + [0xFF])?.code == .notWellFormed)
        #expect(fault(Array("<a><b".utf8) + [0xFF] + Array("></a>".utf8))?.code == .invalidEncoding)
        #expect(fault(Array("<a/>".utf8) + [0xFF])?.code == .invalidEncoding)
        #expect(fault(Array("<a><!-- --".utf8) + [0xFF])?.code == .invalidEncoding)
    }
}
