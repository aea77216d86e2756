/// Names of tasks as names of files.
public enum FileName {
    /// Returns a name without separators, control characters or a leading dot, of at most 100 bytes.
    public static func fitting(_ task: String) -> String {
        var bytes = task.utf8.prefix(100).map { isPlain($0) ? $0 : UInt8(ascii: "_") }
        if bytes.isEmpty { bytes = [UInt8(ascii: "_")] }
        if bytes.first == UInt8(ascii: ".") { bytes[0] = UInt8(ascii: "_") }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "@"): true
        default: false
        }
    }
}
