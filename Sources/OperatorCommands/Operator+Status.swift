import ControlSocket
import Glibc

/// `status`, in its quiet forms.
extension Operator {
    func status() throws(OperatorFailure) -> OperatorExit {
        let path = try socket(of: role(atMost: 0))
        do throws(ControlClient.Failure) {
            let (answer, line) = try ControlClient(path: path).ask(.status)
            let json = String(decoding: line, as: UTF8.self) + "\n"
            return say(call.isJSON ? json : StatusText(StatusDocument(answer), output.style).text)
        } catch {
            throw OperatorFailure(error, at: path)
        }
    }

    /// One word, and whether the instance is Ready as the exit code.
    ///
    /// When all goes well it was answered before the program's `main` (Sources/HealthCheck): this is for the rest.
    func check() -> OperatorExit {
        do throws(OperatorFailure) {
            let answer = try ask(.init(.check), at: try socket(of: role(atMost: 0)))
            guard let phase = answer["phase"]?.text else {
                throw OperatorFailure(.fault, "cannot read the answer: it tells no phase")
            }
            _ = say(DisplayText.printable(phase) + "\n")
            return answer["status"]?.text == "ready" ? .done : .notReady
        } catch {
            _ = say("Absent\n")
            output.complain("wahostbootstrapper: \(error.text)\n")
            return error.exit
        }
    }

    /// Waits until the instance is Ready; the server says when.
    func waitReady(_ limit: Duration) throws(OperatorFailure) -> OperatorExit {
        let deadline = ContinuousClock.now + limit
        let path = try appearance(before: deadline)
        let stream = try follow(.status, at: path)
        defer { stream.close() }
        var last: StatusDocument?
        while true {
            switch try next(stream, before: deadline, at: path) {
            case .document(let document):
                last = document
                if document.status == "ready" { return say("\(DisplayText.printable(document.phase))\n") }
            case .end: throw OperatorFailure.ended(last)
            case .silence:
                throw OperatorFailure(
                    .notReady,
                    "cannot see it Ready within \(AgeText.short(limit)): \(Self.words(last))"
                )
            }
        }
    }

    private enum Next {
        case document(StatusDocument)
        case silence
        case end
    }

    private func next(
        _ stream: ControlStream,
        before deadline: ContinuousClock.Instant,
        at path: String
    ) throws(OperatorFailure) -> Next {
        do throws(ControlClient.Failure) {
            let line = try stream.next(within: max(deadline - .now, .milliseconds(1)))
            guard let line else { return .end }
            return .document(StatusDocument(try ControlClient.read(line)))
        } catch {
            if case .silent = error { return .silence }
            throw OperatorFailure(error, at: path)
        }
    }

    private static func words(_ document: StatusDocument?) -> String {
        guard let document else { return "it has not answered" }
        let why = document.awaited.map { ", it waits for \($0.text)" } ?? document.reason.map { ": \($0.text)" } ?? ""
        return "it is in phase \(document.phase)\(why)"
    }

    /// Returns the role's socket as soon as somebody listens there: a role that is being started has none yet.
    private func appearance(before deadline: ContinuousClock.Instant) throws(OperatorFailure) -> String {
        let name = try role(atMost: 0)
        let watched = call.socket.map { [Self.folder(of: $0)] } ?? ControlFolder.all().map(\.path)
        let watch = FolderWatch(watched)
        while true {
            let failure: OperatorFailure
            do throws(OperatorFailure) {
                let path = try socket(of: name)
                if ControlFolder.standing(of: path) == .live { return path }
                failure = OperatorFailure(.absent, "cannot reach a bootstrapper at '\(path)': nobody listens")
            } catch {
                guard error.exit == .absent else { throw error }
                failure = error
            }
            guard ContinuousClock.now < deadline else { throw failure }
            watch.wait(before: deadline)
        }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}

extension OperatorFailure {
    /// The role has ended while it was waited for.
    static func ended(_ last: StatusDocument?) -> OperatorFailure {
        let reason = last?.reason.map { ": \($0.text)" } ?? ""
        return OperatorFailure(
            .notReady,
            "the role has ended without having become Ready\(reason); see: wahostbootstrapper why"
        )
    }
}
