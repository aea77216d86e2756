extension StartupTask {
    /// Whether it is a simple task whose arguments end in `/blockStartup` (behaviour C4).
    public var isBlockStartup: Bool {
        taskType == .simple && words.count > 1 && words.last?.lowercased() == "/blockstartup"
    }

    /// What two tasks of one `/blockStartup` pair have in common: folder and program, as Windows compares them.
    fileprivate var programAndFolder: [String] {
        [Self.comparable(relativePath ?? "approot"), Self.comparable(words.first ?? "")]
    }

    private var words: [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in commandLine {
            if character == "\"" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character.isWhitespace && !isQuoted {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }

    private static func comparable(_ path: String) -> String {
        path.split { $0 == "\\" || $0 == "/" }.filter { $0 != "." }.joined(separator: "/").lowercased()
    }
}

extension Role {
    /// Returns the index of the background task that a `/blockStartup` task waits for: the nearest before it that has
    /// the same program and folder (behaviour C4); nil when there is none, or the task does not block.
    public func blockStartupAgent(ofTask index: Int) -> Int? {
        guard startupTasks.indices.contains(index), startupTasks[index].isBlockStartup else { return nil }
        let wanted = startupTasks[index].programAndFolder
        return startupTasks[..<index].lastIndex {
            $0.taskType == .background && $0.programAndFolder == wanted
        }
    }
}
