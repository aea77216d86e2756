import ControlSocket
import JSONText
import Lifecycle
import LogCapture

/// What has happened, and where it is written, for an operator (behaviour H1).
extension RoleRun {
    func events(follows: Bool) -> ControlReply {
        tellFollowers()
        let events = (record?.notes ?? []).map { event($0).json }
        if follows { return .stream(.events, events.map(\.line)) }
        let leftOut = (record?.notesMade ?? 0) - events.count
        return .answer(outline(of: .events, [("events", .array(events)), ("leftOut", .integer(leftOut))]))
    }

    /// Where the logs are: whoever may ask may read them, and does it without us.
    var logSources: JSON {
        var sources = role.plan.tasks.enumerated().map { index, task in
            source(number: index + 1, task.name, task.type.rawValue, outputFile(of: .task(index)))
        }
        if let host = role.plan.host {
            sources.append(source(number: nil, host.schedule.name, "host", outputFile(of: .host)))
        }
        let folder = role.folders.diagnosticStore
        return outline(of: .logs, [("folder", .string(folder)), ("sources", .array(sources))])
    }

    private func source(number: Int?, _ name: String, _ type: String, _ file: String) -> JSON {
        .object([
            ("number", .optional(number)), ("name", .string(name)), ("type", .string(type)),
            ("file", .string("TaskOutput/" + FileName.fitting(file) + ".log")),
        ])
    }

    /// What each process wrote last, from memory: for a role that can not write files.
    var tails: JSON {
        let all = lives.sorted { $0.key < $1.key }.map { _, life in
            let lines = capture.tail(life.source, count: 20).map { JSON.string($0.text) }
            var number: Int?
            if case .task(let index) = life.work { number = index + 1 }
            return JSON.object([
                ("number", .optional(number)), ("name", .string(story.shortName(of: life.work))),
                ("lines", .array(lines)),
            ])
        }
        return outline(of: .tails, [("tails", .array(all))])
    }

    /// Puts a note into words.
    func event(_ note: RunRecord.Note) -> EventDocument {
        var document = EventDocument(
            sequence: note.sequence,
            time: DocumentTime.text(milliseconds: note.time),
            kind: note.kind.name,
            incarnation: note.incarnation,
            text: text(note)
        )
        if let work = note.kind.work {
            document.name = story.shortName(of: work)
            if case .task(let index) = work { document.task = index + 1 }
        }
        switch note.kind {
        case .started(_, let pid): document.pid = Int(pid)
        case .ended(_, let death):
            document.pid = death.pid.map(Int.init)
            document.exit = StatusDocument.Exit(death.status)
        case .phase(let phase): document.phase = phase.rawValue
        default: break
        }
        return document
    }

    private func text(_ note: RunRecord.Note) -> String {
        switch note.kind {
        case .began: "incarnation \(note.incarnation) of \(role.plan.instanceID) begins"
        case .started(let work, let pid): "\(story.name(of: work)) started, pid \(pid)"
        case .startFailed(let work, let failure): "cannot start \(story.name(of: work)): \(RunStory.text(failure))"
        case .ready(let work): "\(story.name(of: work)) is initialised"
        case .ended(let work, let death):
            "\(story.name(of: work)) \(RunStory.text(death.status)) after \(SecondsText.short(death.lifetime))"
        case .missedCheck: "\(story.name(of: .host)) has not answered a StatusCheck"
        case .phase(let phase): phase.rawValue
        case .stopRequested(let peer): "a stop was asked for" + Self.asker(peer)
        case .recycleRequested(let peer): "a recycle was asked for" + Self.asker(peer)
        case .restartRequested(let work, let peer):
            "a restart of \(story.name(of: work)) was asked for" + Self.asker(peer)
        case .signalSent(let work, let signal, let peer):
            "\(SignalName.text(signal)) was sent to \(story.name(of: work))" + Self.asker(peer)
        }
    }

    private static func asker(_ peer: ControlPeer?) -> String {
        guard let peer else { return " by a signal" }
        return peer.pid > 0 ? " by pid \(peer.pid), user \(peer.uid)" : " by user \(peer.uid)"
    }
}

extension RunStory {
    /// The name alone: `setup.sh`.
    func shortName(of work: Work) -> String {
        switch work {
        case .task(let index): role.plan.tasks.indices.contains(index) ? role.plan.tasks[index].name : "\(index + 1)"
        case .host: role.plan.host?.schedule.name ?? "host"
        }
    }
}

extension RunRecord.Note.Kind {
    /// Its name in the document.
    var name: String {
        switch self {
        case .began: "began"
        case .started: "started"
        case .startFailed: "startFailed"
        case .ready: "ready"
        case .ended: "ended"
        case .missedCheck: "missedCheck"
        case .phase: "phase"
        case .stopRequested: "stopRequested"
        case .recycleRequested: "recycleRequested"
        case .restartRequested: "restartRequested"
        case .signalSent: "signalSent"
        }
    }

    /// What it is about; nil for the role as a whole.
    var work: Work? {
        switch self {
        case .started(let work, _), .startFailed(let work, _), .ready(let work), .ended(let work, _),
            .restartRequested(let work, _), .signalSent(let work, _, _):
            work
        case .missedCheck: .host
        case .began, .phase, .stopRequested, .recycleRequested: nil
        }
    }
}
