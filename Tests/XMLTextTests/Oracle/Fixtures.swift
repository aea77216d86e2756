/// Small documents to begin with: every construct that the reader knows.
enum Fixtures {
    static let all: [[UInt8]] = texts.map { Array($0.utf8) }

    private static let texts = [
        "<a/>",
        "<a></a>",
        "<?xml version=\"1.0\"?><a>x</a>\n",
        "<?xml version='1.0' encoding='us-ascii' standalone='no' ?>\n<a b='c'>x</a>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<a>\r\n\t<b/>\r</a>\r\n",
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a b=\"1\" c=\"2\">x</a>",
        "<!-- before --><?p i?><a><!-- in - side --><?p?><b/><?p <x> ?></a><!-- after --><?p ?>",
        "<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x1F600;&#13;&#10;&#9;</a>",
        "<a b='&lt;&gt;&amp;&apos;&quot;&#65;&#x1F600;&#13;&#10;&#9;' c=\"'\" d='\"'> </a>",
        "<a b=' x\ty\nz\r\nw\rv '>\r\n\r\r\n</a>",
        "<a>1<![CDATA[<b>&amp;]]]]>2<![CDATA[>]]>3<![CDATA[]]>]] ></a>",
        "<a xmlns='urn:a'><b xmlns=''><c xmlns='urn:c'/></b><d/></a>",
        "<p:a xmlns:p='urn:p' xmlns:q='urn:q' p:x='1' q:x='2' x='3'><q:b xmlns:p='urn:r'><p:c p:y=''/></q:b><p:d/></p:a>",
        "<a xmlns='urn:n' xmlns:p='urn:n' x='1' p:x='2' xml:lang='en' xml:space='preserve'><p:b/></a>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:base='x'/>",
        "<é à='ü'>日本語 𝄞 \u{85}\u{2028}\u{7F}<_b-c.d·e/></é>",
        "<a><b><c><d><e><f>deep</f></e></d></c></b></a>",
        "<a one='1' two='2' three='3' four='4' five='5' six='6' seven='7' eight='8' nine='9' ten='10' el='11'/>",
        """
        <?xml version="1.0" encoding="utf-8"?>
        <RoleModel xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:example:role" version="1.3" \
        name="WorkerRole1" vmsize="ExtraSmall">
          <!-- the start -->
          <Startup>
            <Task commandLine="setup.cmd &gt; log.txt" executionContext="elevated" taskType="simple">
              <Environment>
                <Variable name="EMULATED">
                  <RoleInstanceValue xpath="/RoleEnvironment/Deployment/@emulated" />
                </Variable>
              </Environment>
            </Task>
          </Startup>
          <Runtime executionContext="limited"><EntryPoint><ProgramEntryPoint commandLine="a &quot;b&quot;" \
        setReadyOnProcessStart="true"/></EntryPoint></Runtime>
          <Certificates/>
        </RoleModel>
        """,
        """
        <?xml version="1.0" encoding="utf-8"?>
        <ServiceConfiguration serviceName="s" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration">\r
          <Role name="r">\r
            <Instances count="1" />\r
            <ConfigurationSettings>\r
              <Setting name="k" value="UseDevelopmentStorage=true" />\r
              <Setting name="l" value='' />\r
            </ConfigurationSettings>\r
          </Role>\r
        </ServiceConfiguration>\r

        """,
    ]
}
