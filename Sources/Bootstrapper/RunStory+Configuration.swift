import Lifecycle
import LogCapture
import RoleModel

/// The words about changes of the configuration.
extension RunStory {
    func refusesConfiguration(_ source: ConfigurationSource, _ diagnostics: [Diagnostic]) {
        warns(diagnostics)
        for diagnostic in diagnostics where diagnostic.severity == .error {
            capture.record(.error, diagnostic.rendered)
        }
        capture.record(.error, "\(source.text): the files are faulty; the running configuration stays in force")
    }

    /// Tells what the running files have not been warned of already.
    func warns(_ diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics where diagnostic.severity == .warning {
            if !role.plan.diagnostics.contains(diagnostic) { capture.record(.warning, diagnostic.rendered) }
        }
    }

    func configurationIsTheSame(_ source: ConfigurationSource, hasOtherPlan: Bool) {
        let rest = hasOtherPlan ? "; tasks, host and limits come into force when the role recycles" : ""
        capture.record(.info, "\(source.text): the files are valid; the configuration has no difference" + rest)
    }

    func configurationComesLater(_ source: ConfigurationSource) {
        capture.record(.info, "\(source.text): the files are valid; the configuration comes with the next incarnation")
    }

    func configurationWaits(_ source: ConfigurationSource) {
        capture.record(.info, "\(source.text): the files are valid; the change waits until the role can be told")
    }

    func certificatesChanged(_ source: ConfigurationSource) {
        capture.record(
            .info,
            "\(source.text): certificates have changed, which no running role can take over: stopping in order, to begin again"
        )
    }

    func announces(
        _ number: UInt64,
        _ difference: ConfigurationDifference,
        _ source: ConfigurationSource,
        clients: Int,
        hasHost: Bool
    ) {
        var awaited = clients > 0 ? ["\(clients) client\(clients == 1 ? "" : "s") with a lease"] : []
        if hasHost { awaited.append(name(of: .host)) }
        let waiting = awaited.isEmpty ? "nobody has to answer" : "waiting for " + awaited.joined(separator: " and ")
        capture.record(
            .info,
            "\(source.text): \(difference.sentence); announced as incarnation \(number), \(waiting)",
            fields: [LogField("event", "configuration"), LogField("incarnation", Int(truncatingIfNeeded: number))]
        )
    }

    func changeEnded(_ number: UInt64, _ outcome: ConfigurationChange.Outcome, limit: Duration) {
        switch outcome {
        case .accepted:
            capture.record(.info, "configuration \(number) is accepted")
        case .unanswered(let clients, let host):
            var silent = clients.prefix(5).map { "client '\($0)'" }
            if clients.count > 5 { silent.append("\(clients.count - 5) more clients") }
            if host { silent.append(name(of: .host)) }
            capture.record(
                .warning,
                "configuration \(number) is in force, but within \(SecondsText.short(limit)) there was no answer of "
                    + silent.joined(separator: ", ")
            )
        case .cancelled(let canceller):
            let who =
                switch canceller {
                case .host: name(of: .host)
                case .client(let client): "client '\(client)'"
                }
            capture.record(
                .info,
                "configuration \(number) is cancelled by \(who): stopping in order, to begin again with it"
            )
        }
    }

    func cannotWatch(_ path: String, _ reason: String) {
        capture.record(
            .warning,
            "cannot watch the folder of '\(path)': \(reason), ignoring; SIGHUP and update-configuration still work"
        )
    }
}

extension Diagnostic {
    /// A configuration that was there and is not any more.
    static func configurationGone(_ path: String) -> Diagnostic {
        Diagnostic(
            code: "unreadableFile",
            location: nil,
            what: "cannot find the configuration '\(path)' any more",
            why: "without it every setting would be gone from under a running role",
            mend: "put the file back; whoever wants to run without one stops the role first"
        )
    }
}
