import Glibc
import Kernel

/// Names of hosts, as far as they can be known without asking anybody.
enum HostName {
    /// Returns a numeric address: the name itself, if it is one, else what /etc/hosts says, else nil.
    static func address(of name: String) -> String? {
        if isNumeric(name) { return name }
        return lookUp(name, in: hosts()) ?? (name.lowercased() == "localhost" ? "127.0.0.1" : nil)
    }

    /// Returns the first IPv4 address of a name, else its first other.
    static func lookUp(_ name: String, in hosts: String) -> String? {
        let wanted = name.lowercased()
        var fallback: String?
        for line in hosts.split(whereSeparator: \.isNewline) {
            let text = line.prefix { $0 != "#" }
            let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let address = words.first, words.dropFirst().contains(where: { $0.lowercased() == wanted }) else {
                continue
            }
            if !address.contains(":") { return address }
            fallback = fallback ?? address
        }
        return fallback
    }

    private static func isNumeric(_ name: String) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET, name, &address) == 1 || inet_pton(AF_INET6, name, &address) == 1
    }

    private static func hosts() -> String {
        var buffer = [CChar](repeating: 0, count: 64 << 10)
        let count = wak_read_file("/etc/hosts", &buffer, Int32(buffer.count))
        return String(decoding: buffer.prefix(max(0, Int(count))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
