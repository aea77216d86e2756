import Glibc
import Kernel

/// A terminal that one command has for itself: its other screen, no echo, no cursor; left as it was.
final class Terminal {
    /// What ended a wait.
    enum Wake: Hashable {
        /// There is something to read on a descriptor.
        case readable(Int32)
        /// A key was pressed.
        case key(UInt8)
        /// The size has changed, or somebody has continued us.
        case resized
        /// A signal asks us to end.
        case signal(Int32)
        /// The time is over.
        case time
    }

    private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private static let enter = "\u{1b}[?1049h\u{1b}[?25l\u{1b}[?7l\u{1b}[H\u{1b}[2J"
    private static let leave = "\u{1b}[?7h\u{1b}[?25h\u{1b}[?1049l"

    private let news: Int32
    private var before = termios()
    private var hasInput = false
    private var isEntered = false
    private var lastFrame: [String] = []

    /// Catches the signals that concern a screen; nil when there are no descriptors left.
    init?() {
        news = wak_event_counter()
        guard news >= 0 else { return nil }
        for signal in Self.ending + [SIGWINCH, SIGTSTP, SIGCONT] { _ = wak_catch_signal(signal, news) }
    }

    deinit { close(news) }

    /// Returns how many columns and lines a terminal has; nil when it does not say.
    static func size(of descriptor: Int32) -> (Int, Int)? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Takes the screen.
    func begin() {
        guard !isEntered else { return }
        isEntered = true
        lastFrame = []
        hasInput =
            isatty(STDIN_FILENO) == 1 && tcgetattr(STDIN_FILENO, &before) == 0 && tcgetpgrp(STDIN_FILENO) == getpgrp()
        if hasInput {
            var quiet = before
            quiet.c_lflag &= ~tcflag_t(ICANON | ECHO)
            tcsetattr(STDIN_FILENO, TCSADRAIN, &quiet)
        }
        _ = OperatorOutput.write(Array(Self.enter.utf8), to: STDOUT_FILENO)
    }

    /// Gives the screen back as it was.
    func end() {
        guard isEntered else { return }
        isEntered = false
        _ = OperatorOutput.write(Array(Self.leave.utf8), to: STDOUT_FILENO)
        if hasInput { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    }

    /// Shows the lines, each within the width; writes only those that differ from what is there, at one go.
    func show(_ lines: [String], width: Int) {
        guard isEntered, lines != lastFrame else { return }
        // Between these marks a terminal that knows them shows nothing half drawn.
        var text = "\u{1b}[?2026h"
        for (place, line) in lines.enumerated() where !lastFrame.indices.contains(place) || lastFrame[place] != line {
            // In the last column the cursor stands on what was written last: erasing there would erase that.
            let isFull = DisplayText.visibleColumns(line) >= width
            text += "\u{1b}[\(place + 1);1H\(line)" + (isFull ? "" : "\u{1b}[K")
        }
        if lines.count < lastFrame.count { text += "\u{1b}[\(lines.count + 1);1H\u{1b}[J" }
        lastFrame = lines
        _ = OperatorOutput.write(Array((text + "\u{1b}[?2026l").utf8), to: STDOUT_FILENO)
    }

    /// Waits for whatever comes first.
    func wait(for descriptors: [Int32], atMost limit: Duration) -> Wake {
        var items = ([news] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        if hasInput { items.append(pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)) }
        let milliseconds = Int32(min(max((limit / .milliseconds(1)).rounded(.up), 0), 3_600_000))
        let count = poll(&items, nfds_t(items.count), milliseconds)
        if count <= 0 { return count < 0 ? signalled() ?? .time : .time }
        if items.first?.revents != 0, let wake = signalled() { return wake }
        for item in items.dropFirst() where item.revents != 0 {
            guard item.fd == STDIN_FILENO, hasInput else { return .readable(item.fd) }
            var key: UInt8 = 0
            if read(STDIN_FILENO, &key, 1) == 1 { return .key(key) }
            return .signal(SIGHUP)
        }
        return .time
    }

    private func signalled() -> Wake? {
        wak_empty_counter(news)
        for signal in Self.ending where wak_take_signal(signal).count > 0 { return .signal(signal) }
        let isStopped = wak_take_signal(SIGTSTP).count > 0
        if isStopped { rest() }
        let isSized = wak_take_signal(SIGWINCH).count > 0
        let isContinued = wak_take_signal(SIGCONT).count > 0
        guard isSized || isContinued || isStopped else { return nil }
        lastFrame = []
        _ = OperatorOutput.write(Array("\u{1b}[2J".utf8), to: STDOUT_FILENO)
        return .resized
    }

    /// Stands aside as Ctrl-Z asks, and takes the screen again when continued.
    private func rest() {
        end()
        kill(getpid(), SIGSTOP)
        begin()
    }
}
