import Dispatch
import EventSources
import Glibc

/// Waits for one key of the person at the terminal; the terminal is otherwise left as it is.
final class ModelQuestion {
    private let queue: DispatchQueue
    private var before = termios()
    private var source: (any DispatchSourceRead)?

    /// Prepares to ask; nothing is changed yet.
    init(queue: DispatchQueue) {
        self.queue = queue
    }

    /// Whether somebody can answer: standard input is a terminal, and we are what runs in front on it.
    static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && tcgetpgrp(STDIN_FILENO) == getpgrp() }

    /// Takes the next key without a line end and without showing it; `r` calls the handler, any other key does not.
    func ask(_ yes: @escaping () -> Void) {
        guard source == nil, Self.isPossible, tcgetattr(STDIN_FILENO, &before) == 0 else { return }
        var quiet = before
        // Ctrl-C stays what it is.
        quiet.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(STDIN_FILENO, TCSANOW, &quiet) == 0 else { return }
        let source = queue.source(for: .reading, STDIN_FILENO) {}
        source.setEventHandler { [weak self] in
            guard let self, self.source != nil else { return }
            var key: UInt8 = 0
            // Reading from behind would stop us.
            let isAnswer = Self.isPossible && read(STDIN_FILENO, &key, 1) == 1
            close()
            if isAnswer, key | 0x20 == UInt8(ascii: "r") { yes() }
        }
        self.source = source
        source.activate()
    }

    /// Asks no longer; the terminal is as it was.
    func close() {
        guard let source else { return }
        self.source = nil
        source.cancel()
        // Somebody else's terminal by now is left alone.
        if Self.isPossible { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
    }
}
