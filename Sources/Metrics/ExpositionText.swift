/// Writes metrics in one of the two forms.
struct ExpositionText {
    /// What a family is.
    enum Kind {
        case counter
        case gauge
        case histogram
        case info
        case stateSet
    }

    /// One line of a family.
    struct Sample {
        /// What follows the family's name.
        var suffix = ""
        var labels: [(name: String, value: String)] = []
        var value: String
    }

    private(set) var text = ""
    private let form: MetricsForm

    init(_ form: MetricsForm) {
        self.form = form
    }

    /// Appends a family; one without samples is left out.
    ///
    /// - Parameters:
    ///   - name: without `_total` and `_info`, with the unit.
    ///   - kind: what it is.
    ///   - unit: the name's last word, when that is a unit.
    ///   - help: one sentence.
    ///   - samples: its lines.
    mutating func family(_ name: String, _ kind: Kind, unit: String? = nil, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        let suffix = Self.suffix(of: kind)
        let shown = form == .openMetrics ? name : name + suffix
        text += "# HELP \(shown) \(help)\n# TYPE \(shown) \(type(of: kind))\n"
        if form == .openMetrics, let unit { text += "# UNIT \(shown) \(unit)\n" }
        for sample in samples { write(sample, name + suffix) }
    }

    /// Ends the text.
    mutating func end() {
        if form == .openMetrics { text += "# EOF\n" }
    }

    private mutating func write(_ sample: Sample, _ name: String) {
        text += name
        text += sample.suffix
        if !sample.labels.isEmpty {
            text += "{"
            for (place, label) in sample.labels.enumerated() {
                if place > 0 { text += "," }
                text += "\(label.name)=\"\(Self.escaped(label.value))\""
            }
            text += "}"
        }
        text += " \(sample.value)\n"
    }

    private static func suffix(of kind: Kind) -> String {
        switch kind {
        case .counter: "_total"
        case .info: "_info"
        case .gauge, .histogram, .stateSet: ""
        }
    }

    private func type(of kind: Kind) -> String {
        switch kind {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        // Prometheus' own form has neither.
        case .info: form == .openMetrics ? "info" : "gauge"
        case .stateSet: form == .openMetrics ? "stateset" : "gauge"
        }
    }

    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += #"\\"#.unicodeScalars
            case "\"": result += #"\""#.unicodeScalars
            case "\n": result += #"\n"#.unicodeScalars
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Returns a duration in seconds, exact to the microsecond.
    static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return "0" }
        var digits = String(attoseconds / 1_000_000_000_000)
        digits = String(repeating: "0", count: max(6 - digits.count, 0)) + digits
        while digits.last == "0" { digits.removeLast() }
        return digits.isEmpty ? "\(seconds).0" : "\(seconds).\(digits)"
    }
}
