import ControlSocket

/// The table of tasks and host: as wide as the screen allows, with those tasks that an operator looks for.
struct StatusTable {
    /// A column; the name's is as wide as there is room.
    private enum Column: CaseIterable {
        case number, name, type, state, pid, exit, duration, restarts

        var heading: String {
            switch self {
            case .number: ""
            case .name: "task"
            case .type: "type"
            case .state: "state"
            case .pid: "pid"
            case .exit: "exit"
            case .duration: "for"
            case .restarts: "restarts"
            }
        }

        var width: Int {
            switch self {
            case .number: 3
            case .name: 17
            case .type: 10
            case .state: 12
            case .pid: 7
            case .exit: 6
            case .duration: 10
            case .restarts: 8
            }
        }

        /// What is counted stands right.
        var isRight: Bool { self != .name && self != .type && self != .state }
    }

    /// On a narrow screen these go first.
    private static let dispensable: [Column] = [.type, .restarts, .pid, .exit, .duration]
    private static let leastName = 12

    private let document: StatusDocument
    private let style: TextStyle
    private let age: (Duration) -> String
    private let columns: [Column]
    private let nameWidth: Int

    init(_ document: StatusDocument, _ style: TextStyle, age: @escaping (Duration) -> String) {
        self.document = document
        self.style = style
        self.age = age
        var columns = Column.allCases
        let width = { (columns: [Column]) in columns.reduce(columns.count - 1) { $0 + $1.width } }
        for column in Self.dispensable
        where width(columns) - Column.name.width + Self.leastName > max(style.width, 1) {
            columns.removeAll { $0 == column }
        }
        let names = document.tasks.map(\.name) + [document.host?.name ?? ""]
        let longest = max(names.map { DisplayText.columns(DisplayText.printable($0)) }.max() ?? 0, Column.name.width)
        let room = style.width - (width(columns) - Column.name.width)
        nameWidth = max(Self.leastName, min(longest, room))
        self.columns = columns
    }

    /// The lines, with one that is empty before them; none for a role with neither.
    func lines(atMost most: Int) -> [String] {
        guard !document.tasks.isEmpty || document.host != nil else { return [] }
        let shown = document.tasks.count > most ? telling(most - 1) : document.tasks
        var lines = ["", style.painted(row(\.heading), .faint)] + shown.map(line)
        if shown.count < document.tasks.count { lines.append(rest(without: shown)) }
        if let host = document.host { lines.append(line(host)) }
        return lines
    }

    /// Those of many tasks that an operator looks for, in file order.
    private func telling(_ count: Int) -> [StatusDocument.Task] {
        let ranked = document.tasks.sorted { (Self.rank($0), $0.number) < (Self.rank($1), $1.number) }
        return ranked.prefix(max(1, count)).sorted { $0.number < $1.number }
    }

    private static func rank(_ task: StatusDocument.Task) -> Int {
        switch task.state {
        case "failed", "restarting", "stillRunning": 0
        case "starting", "blocking", "stopping": 1
        case "running" where task.type == "simple": 1
        case "running", "ready": task.failures > 0 ? 2 : 3
        case "waiting": 4
        default: 5
        }
    }

    private func rest(without shown: [StatusDocument.Task]) -> String {
        var counts: [(state: String, count: Int)] = []
        let others = document.tasks.filter { task in !shown.contains { $0.number == task.number } }
        for task in others {
            if let place = counts.firstIndex(where: { $0.state == task.state }) {
                counts[place].count += 1
            } else {
                counts.append((task.state, 1))
            }
        }
        let words = counts.map { "\($0.count) \($0.state)" }.joined(separator: ", ")
        return DisplayText.cut("     and \(others.count) more: \(words); --json shows all", style.width)
    }

    private func line(_ task: StatusDocument.Task) -> String {
        let text = row { column in
            switch column {
            case .number: String(task.number)
            case .name: task.name
            case .type: task.type
            case .state: task.state
            case .pid: task.pid.map { String($0) } ?? "-"
            case .exit: Self.exit(task.exit)
            case .duration: task.duration.map(age) ?? "-"
            case .restarts: String(task.restarts)
            }
        }
        return style.painted(text, Self.colour(ofState: task.state))
    }

    private func line(_ host: StatusDocument.Host) -> String {
        let text = row { column in
            switch column {
            case .number: "*"
            case .name: host.name
            case .type: "host"
            case .state: host.state
            case .pid: host.pid.map { String($0) } ?? "-"
            case .exit: Self.exit(host.exit)
            case .duration: host.duration.map(age) ?? "-"
            case .restarts: "-"
            }
        }
        return style.painted(text, Self.colour(ofState: host.state))
    }

    private static func colour(ofState state: String) -> TextStyle.Colour? {
        switch state {
        case "failed", "restarting", "stillRunning": .red
        case "starting", "blocking", "stopping", "busy": .yellow
        case "ready": .green
        case "waiting", "absent": .faint
        default: nil
        }
    }

    /// How a process ended, in a few characters.
    static func exit(_ exit: StatusDocument.Exit?) -> String {
        switch exit {
        case nil: "-"
        case .code(let code): String(code)
        case .signal(let number): SignalTable.name(Int32(clamping: number))
        }
    }

    private func row(_ cell: (Column) -> String) -> String {
        let cells = columns.map { column in
            let width = column == .name ? nameWidth : column.width
            return DisplayText.fitted(cell(column), width, isRight: column.isRight)
        }
        return cells.joined(separator: " ")
    }
}
