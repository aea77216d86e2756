import Lifecycle
import RoleModel

/// Finds the `/blockStartup` pairs among startup tasks (C4).
enum BlockStartupPairs {
    /// Returns, for each task that waits for a background task, the place of that task.
    static func agents(in tasks: [StartupTask]) -> [Int: Int] {
        var agents: [Int: Int] = [:]
        // The last background task of each program and folder.
        var running: [String: Int] = [:]
        for (place, task) in tasks.enumerated() {
            let words = words(of: task)
            guard let program = words.first else { continue }
            let key = key(program: program, folder: task.relativePath)
            switch task.taskType {
            case .background: running[key] = place
            case .simple where words.count > 1 && words.last?.lowercased() == "/blockstartup":
                if let agent = running[key] { agents[place] = agent }
            case .simple, .foreground: break
            }
        }
        return agents
    }

    private static func words(of task: StartupTask) -> [String] {
        var words: [String] = []
        var skipsTarget = false
        for token in CommandLineScanner.tokens(of: task.commandLine) {
            switch token {
            case .word(let word):
                if !skipsTarget { words.append(word.text) }
                skipsTarget = false
            case .redirection(_, let takesTarget): skipsTarget = takesTarget
            case .blank: break
            case .control: return []
            }
        }
        return words
    }

    /// Programs and folders are the same when Windows takes them for the same.
    private static func key(program: String, folder: String?) -> String {
        let folder = PathText.normalised("/" + PathText.translated(folder ?? "approot"))
        return PathText.join(folder, PathText.translated(program)).lowercased()
    }
}
