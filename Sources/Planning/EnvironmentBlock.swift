/// An environment while it is composed: later values win, each name keeps the place where it came first.
struct EnvironmentBlock: Hashable, Sendable {
    /// The variables, in the order in which a process gets them.
    private(set) var variables: [PlannedVariable] = []
    private var places: [String: Int] = [:]

    /// Returns the value of the variable with exactly this name.
    func value(of name: String) -> String? {
        guard let place = places[name], variables.indices.contains(place) else { return nil }
        return variables[place].value
    }

    /// Returns the value as Windows finds it: the exact name first, then ignoring case.
    func valueIgnoringCase(of name: String) -> String? {
        if let exact = value(of: name) { return exact }
        let key = name.lowercased()
        return variables.last { $0.name.lowercased() == key }?.value
    }

    /// Sets a variable, whatever it was before.
    mutating func set(
        _ name: String,
        _ value: String,
        _ origin: PlannedVariable.Origin,
        holdsSecret: Bool = false
    ) {
        var variable = PlannedVariable(name: name, value: value, origin: origin)
        variable.holdsSecret = holdsSecret
        if let place = places[name], variables.indices.contains(place) {
            variables[place] = variable
        } else {
            places[name] = variables.count
            variables.append(variable)
        }
    }

    /// Returns whether a process can have a variable of this name.
    static func isPossible(_ name: String) -> Bool {
        !name.isEmpty && !name.unicodeScalars.contains { $0 == "=" || $0 == "\0" }
    }
}

extension EnvironmentBlock {
    /// Returns `text` with each `%NAME%` of a known variable replaced, as `ExpandEnvironmentStrings` does.
    ///
    /// An unknown one stays as it is written. A text that thereby begins with an absolute path is a path: `\` in it
    /// becomes `/`.
    func expanding(_ text: String) -> String {
        guard text.unicodeScalars.contains("%") else { return text }
        var result = ""
        var rest = Substring(text)
        while let percent = rest.firstIndex(of: "%") {
            result += rest[..<percent]
            let afterPercent = rest[rest.index(after: percent)...]
            if let end = afterPercent.firstIndex(of: "%"),
                let value = valueIgnoringCase(of: String(afterPercent[..<end]))
            {
                result += value
                rest = afterPercent[afterPercent.index(after: end)...]
            } else {
                result += "%"
                rest = afterPercent
            }
        }
        result += rest
        let becamePath = text.hasPrefix("%") && result.hasPrefix("/")
        return becamePath ? Self.asPath(result) : result
    }

    /// Returns a path written half here, half on Windows, with one separator between its parts.
    private static func asPath(_ text: String) -> String {
        var path = ""
        for character in PathText.translated(text) where character != "/" || path.last != "/" { path.append(character) }
        return path
    }
}

extension EnvironmentBlock {
    /// Returns the values from files that are part of one of the words.
    func fileValues(in words: [String]) -> [String] {
        variables.filter { $0.source != nil || $0.holdsSecret }.map(\.value)
            .filter { value in !value.isEmpty && words.contains { $0.contains(value) } }
    }
}
