/// A string that equals only what is written with the same scalars.
///
/// Swift's own `==` takes `é` written as one scalar and as two for the same; to XML these are two names.
struct Verbatim: Hashable {
    /// The string.
    let string: String

    /// Creates a verbatim string.
    init(_ string: String) { self.string = string }

    static func == (left: Verbatim, right: Verbatim) -> Bool {
        left.string.utf8.elementsEqual(right.string.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in string.utf8 { hasher.combine(byte) }
    }
}

extension String? {
    /// Whether both are missing, or written with the same scalars.
    func isVerbatim(_ other: String?) -> Bool {
        map(Verbatim.init) == other.map(Verbatim.init)
    }
}
