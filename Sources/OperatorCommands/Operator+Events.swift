import ControlSocket
import Glibc
import JSONText

/// `events`: what has happened, and what happens.
extension Operator {
    func events() throws(OperatorFailure) -> OperatorExit {
        let path = try socket(of: role(atMost: 0))
        guard call.follows else {
            let answer = try ask(.init(.events), at: path)
            let events = answer["events"]?.elements ?? []
            let kept = call.lines.map { Array(events.suffix($0)) } ?? events
            if let leftOut = answer["leftOut"]?.integer, leftOut > 0, kept.count == events.count {
                output.complain("\(leftOut) earlier events are no longer kept\n")
            }
            return say(kept.map(line).joined())
        }
        // The stream begins with all that is kept: what was not asked for is passed over.
        let first = try call.lines.map { lines throws(OperatorFailure) in
            let latest = try ask(.init(.events), at: path)["events"]?.elements.last?["sequence"]?.integer ?? 0
            return latest - min(lines, latest)
        }
        let stream = try follow(.events, at: path)
        defer { stream.close() }
        while true {
            do throws(ControlClient.Failure) {
                guard let next = try stream.next(within: nil) else { return .done }
                let event = try ControlClient.read(next)
                if let first, let sequence = event["sequence"]?.integer, sequence <= first { continue }
                guard output.say(line(event)) else { return .done }
            } catch {
                throw OperatorFailure(error, at: path)
            }
        }
    }

    private func line(_ json: JSON) -> String {
        if call.isJSON { return String(decoding: json.line, as: UTF8.self) + "\n" }
        if let count = json["leftOut"]?.integer {
            return output.style.painted("… \(count) events were left out: this command did not read fast enough", .red)
                + "\n"
        }
        guard let event = EventDocument(json) else { return "" }
        return EventText(event, output.style).line + "\n"
    }
}

/// An event for a person.
struct EventText {
    private let event: EventDocument
    private let style: TextStyle

    init(_ event: EventDocument, _ style: TextStyle) {
        self.event = event
        self.style = style
    }

    /// Its line: the time of day in UTC, and what happened.
    var line: String { style.painted(time, .faint) + " " + style.painted(DisplayText.printable(event.text), colour) }

    /// Its line in at most so many columns.
    func line(_ width: Int) -> String {
        style.painted(time, .faint) + " " + style.painted(DisplayText.cut(event.text, width - time.count - 1), colour)
    }

    private var time: String { String(DisplayText.printable(event.time).dropFirst(11).prefix(12)) }

    private var colour: TextStyle.Colour? {
        switch event.kind {
        case "startFailed", "missedCheck": .red
        case "ended": event.exit == .code(0) ? nil : .yellow
        case "phase": StatusText.colour(ofPhase: event.phase ?? "")
        case "began": .bold
        default: nil
        }
    }
}
