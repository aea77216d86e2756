/// Makes broken files out of good ones, the same ones for the same seed.
struct Mutator {
    /// What hostile or careless people write between quotes.
    private static let values = [
        "", " ", "-1", "0", "65535", "65536", "99999999999999999999999", "-9223372036854775808", "1e9", "*", "true",
        "notify",
        "tcp:", "tcp:[::1]:", "tcp:99999999999", "http://", "http://[", "http://a:b:c/", "unix:", "fd", "exec:", "none",
        "9223372036854775807h", "0ms", "5m", "SIGRTMIN+99999999999", "RTMAX-31", "0-255 0-", "-", "255-0", "..", "/",
        "a=b",
        "&#9;&#10;", "&#x202E;\u{301}", "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='", "_IN_", "simple",
        "background", "foreground", "elevated", "a /blockStartup", "\u{1F469}\u{200D}\u{1F467}", "%TEMP%\\x", "udp",
        "any",
    ]
    private static let pieces = [
        "<", ">", "/>", "</", "\"", "'", "=", "&", "&#0;", "]]>", "<!--", "<?x ?>", "<![CDATA[", "\u{0}", "\u{FEFF}",
        "\r", "\n",
        "<Task/>", "<Startup>", "<Sites/>", " linux:user='x'", " xmlns:linux='urn:wahostbootstrapper:linux:1'",
        " xmlns=''",
        " linux:restart='always'", "<linux:x xmlns:linux='urn:wahostbootstrapper:linux:1'/>", " a='1' a='2'",
    ]

    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Returns the file with one to three things done to it.
    mutating func mutant(of file: [UInt8]) -> [UInt8] {
        var bytes = file
        for _ in 0...random(below: 3) { mutate(&bytes) }
        return bytes
    }

    mutating func random(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return limit > 0 ? Int((mixed ^ (mixed >> 31)) % UInt64(limit)) : 0
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let at = random(below: bytes.count)
        switch random(below: 12) {
        case 0: bytes[at] = UInt8(random(below: 256))
        case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(below: 40)))
        case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + random(below: 200))], at: at)
        case 3: bytes.insert(contentsOf: Array(Self.pieces[random(below: Self.pieces.count)].utf8), at: at)
        case 4: bytes.removeSubrange(at...)
        case 5, 6: replaceName(&bytes, near: at)
        default: replaceValue(&bytes, near: at)
        }
    }

    /// Writes something else between the next pair of quotes.
    private mutating func replaceValue(_ bytes: inout [UInt8], near at: Int) {
        guard let open = bytes[at...].firstIndex(of: 0x22),
            let close = bytes[(open + 1)...].firstIndex(of: 0x22)
        else { return }
        let value = Self.values[random(below: Self.values.count)]
        bytes.replaceSubrange((open + 1)..<close, with: Array(value.utf8))
    }

    /// Changes one letter of the next name of an attribute.
    private mutating func replaceName(_ bytes: inout [UInt8], near at: Int) {
        guard let equals = bytes[at...].firstIndex(of: 0x3D), equals > 0 else { return }
        bytes[equals - 1] = UInt8(0x61 + random(below: 26))
    }
}
