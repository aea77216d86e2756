import Glibc

/// Where a command's words go.
public struct OperatorOutput {
    /// Takes what was asked for; returns whether anybody still takes it.
    var say: (String) -> Bool
    /// Takes what went wrong.
    var complain: (String) -> Void
    /// How what is for a person may look.
    var style: TextStyle

    /// Creates an output, for tests.
    public init(style: TextStyle, say: @escaping (String) -> Bool, complain: @escaping (String) -> Void) {
        self.say = say
        self.complain = complain
        self.style = style
    }

    /// Our own standard output and error.
    public static var standard: OperatorOutput {
        OperatorOutput(
            style: .fitting(STDOUT_FILENO),
            say: { write(Array($0.utf8), to: STDOUT_FILENO) },
            complain: { _ = write(Array($0.utf8), to: STDERR_FILENO) }
        )
    }

    /// Writes everything; returns whether it was taken.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                // Somebody who shares the terminal with us has made it non-blocking.
                var item = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&item, 1, -1)
            } else if count == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }
}
