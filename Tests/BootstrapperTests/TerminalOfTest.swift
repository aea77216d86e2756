import Foundation

/// A terminal of 80 columns with a program on it, and what somebody in front of it sees.
final class TerminalOfTest: @unchecked Sendable {
    private let condition = NSCondition()
    private let master: Int32
    private let process = Process()
    private var bytes: [UInt8] = []
    private var exitCode: Int32?
    private var isOver = false
    private let resources: URL
    private let deadline = Date(timeIntervalSinceNow: 50)

    /// Starts the bootstrapper in a session of its own, whose terminal this is.
    init(_ words: [String], environment: [String: String] = [:], folder: URL) throws {
        resources = FileManager.default.temporaryDirectory.appending(path: "wahost-test-\(UUID().uuidString)")
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var unlocked: Int32 = 0
        var number: Int32 = 0
        // grantpt and its like are not in Glibc's module: TIOCSPTLCK, TIOCGPTN.
        guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        resize(columns: 80)
        let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        process.executableURL = URL(filePath: "/usr/bin/setsid")
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").path
        process.arguments = ["--ctty", "--wait", program] + words
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging([
                "TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "", "WAHOST_RESOURCES": resources.path,
                "WAHOST_RUNTIME_DIRECTORY": resources.path,
            ]) { $1 }
            .merging(environment) { $1 }
        process.standardInput = terminal
        process.standardOutput = terminal
        process.standardError = terminal
        process.terminationHandler = { [weak self] process in self?.change { $0.exitCode = process.terminationStatus } }
        try process.run()
        // Whoever has it open keeps the terminal from ending.
        try terminal.close()
        listen()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        close(master)
        try? FileManager.default.removeItem(at: resources)
    }

    /// Gives the terminal another width.
    func resize(columns: UInt16) {
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Types.
    func type(_ text: String) { _ = write(master, text, text.utf8.count) }

    /// Whether the terminal shows what is typed, as it does at first.
    var echoes: Bool {
        var state = termios()
        return tcgetattr(master, &state) == 0 && state.c_lflag & tcflag_t(ECHO) != 0
            && state.c_lflag & tcflag_t(ICANON) != 0
    }

    /// Waits until the terminal shows what is typed, or does not: nothing announces that.
    func waitForEcho(_ wanted: Bool) -> Bool {
        while echoes != wanted {
            if Date.now > deadline { return false }
            usleep(10_000)
        }
        return true
    }

    /// Everything that was written to the terminal.
    var output: String {
        condition.lock()
        defer { condition.unlock() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The lines that are seen, without colour, the empty ones at the end left out.
    var screen: [String] { Screen(output).lines }

    /// Waits until what is seen is as wanted.
    func wait(until isSeen: ([String]) -> Bool) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while !isSeen(Screen(String(decoding: bytes, as: UTF8.self)).lines) {
            if isOver || !condition.wait(until: deadline) {
                return isSeen(Screen(String(decoding: bytes, as: UTF8.self)).lines)
            }
        }
        return true
    }

    /// Waits until words are seen.
    func wait(for words: String) -> Bool { wait { $0.contains { $0.contains(words) } } }

    /// Waits for the end and returns the exit code.
    func end() -> Int32 {
        condition.lock()
        defer { condition.unlock() }
        while exitCode == nil || !isOver { if !condition.wait(until: deadline) { break } }
        return exitCode ?? -1
    }

    private func change(_ body: (TerminalOfTest) -> Void) {
        condition.lock()
        body(self)
        condition.broadcast()
        condition.unlock()
    }

    private func listen() {
        let master = master
        let thread = Thread { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while case let count = read(master, &buffer, buffer.count), count > 0 {
                self?.change { $0.bytes += buffer[..<count] }
            }
            self?.change { $0.isOver = true }
        }
        thread.start()
    }

    /// As much of a terminal as is written to it; lines are never broken.
    private struct Screen {
        private(set) var lines: [String]

        init(_ text: String) {
            var rows: [[Unicode.Scalar]] = [[]]
            var row = 0
            var column = 0
            var rest = Substring(text).unicodeScalars
            while let next = rest.popFirst() {
                switch next {
                case "\r": column = 0
                case "\n":
                    row += 1
                    if row == rows.count { rows.append([]) }
                case "\u{1b}":
                    guard rest.popFirst() == "[" else { continue }
                    var number = 0
                    while let digit = rest.first?.properties.numericType != nil ? rest.first : nil {
                        number = number * 10 + (Int(String(digit)) ?? 0)
                        rest.removeFirst()
                    }
                    switch rest.popFirst() {
                    case "K": rows[row] = Array(rows[row].prefix(column))
                    case "J":
                        rows[row] = Array(rows[row].prefix(column))
                        rows.removeSubrange((row + 1)...)
                    case "A": row = max(0, row - max(number, 1))
                    default: break
                    }
                default:
                    while rows[row].count <= column { rows[row].append(" ") }
                    rows[row][column] = next
                    column += 1
                }
            }
            lines = rows.map { row in
                var text = String.UnicodeScalarView()
                text.append(contentsOf: row)
                return String(text)
            }
            while lines.last?.allSatisfy({ $0 == " " }) == true { lines.removeLast() }
        }
    }
}
