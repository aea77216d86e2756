extension Role {
    /// For each `/blockStartup` task, by index, the index of the background task that it waits for.
    ///
    /// That is the nearest before it that has the same program and folder (behaviour C4). Tasks without one are not in it.
    public var blockStartupAgents: [Int: Int] {
        guard startupTasks.contains(where: \.isBlockStartup) else { return [:] }
        // One pass: a hostile file has a hundred thousand tasks.
        var nearest: [String: Int] = [:]
        var agents: [Int: Int] = [:]
        for (index, task) in startupTasks.enumerated() {
            if task.taskType == .background {
                nearest[task.programAndFolder] = index
            } else if task.isBlockStartup {
                agents[index] = nearest[task.programAndFolder]
            }
        }
        return agents
    }

    /// Returns the index of the background task that one `/blockStartup` task waits for; nil when it waits for none.
    ///
    /// Whoever asks for all of them takes `blockStartupAgents`.
    public func blockStartupAgent(ofTask index: Int) -> Int? {
        guard startupTasks.indices.contains(index), startupTasks[index].isBlockStartup else { return nil }
        return blockStartupAgents[index]
    }
}

extension StartupTask {
    /// Whether it is a simple task whose arguments end in `/blockStartup` (behaviour C4).
    public var isBlockStartup: Bool {
        // Most tasks have no slash near their end, and are not taken apart.
        guard taskType == .simple, commandLine.trimmed.utf8.suffix(13).first == 0x2F else { return false }
        let words = words
        return words.count > 1 && words.last?.lowercased() == "/blockstartup"
    }

    /// What the two tasks of a `/blockStartup` pair have in common: folder and program, as Windows compares them.
    fileprivate var programAndFolder: String {
        Self.comparable(relativePath ?? "approot") + "\n" + Self.comparable(words.first ?? "")
    }

    /// The words of the command line, without their quotes.
    private var words: [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var isQuoted = false
        var isInWord = false
        for byte in commandLine.utf8 {
            if !isQuoted && byte.isXMLSpace {
                if isInWord { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
                isInWord = false
            } else {
                isInWord = true
                if byte == 0x22 { isQuoted.toggle() } else { word.append(byte) }
            }
        }
        if isInWord { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    private static func comparable(_ path: String) -> String {
        path.split { $0 == "\\" || $0 == "/" }.filter { $0 != "." }.joined(separator: "/").lowercased()
    }
}
