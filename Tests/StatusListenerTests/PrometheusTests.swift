import Foundation
import Lifecycle
import Metrics
import TestSurroundings
import Testing

@testable import StatusListener

/// A real Prometheus (Debian package `prometheus`) with the files of `Examples/observability`.
@Suite(.serialized, .timeLimit(.minutes(1))) struct PrometheusTests {
    @Test(.enabled(if: Prometheus.isThere))
    func `a real Prometheus scrapes the listener, and knows every metric of the dashboard and the alerts`() throws {
        let test = try TestListener()
        test.change { $0.metrics = { Self.snapshot().text($0 ? .openMetrics : .prometheus) } }
        let prometheus = try Prometheus(target: test.http)
        defer { prometheus.end() }
        #expect(try prometheus.waits(for: "up{job=\"wahost\"} == 1"))
        #expect(try prometheus.waits(for: "wahost_instance_ready == 1"))
        // Two samples, so that rates have a value.
        #expect(try prometheus.waits(for: "count_over_time(wahost_instance_ready[1m]) >= 2"))
        #expect(try prometheus.value(of: "wahost_instance_phase{wahost_instance_phase=\"ReadyRole\"}") == "1")
        #expect(try prometheus.value(of: "wahost_task_exits_total{task=\"WaWorkerHost\",code=\"7\"}") == "2")
        #expect(try prometheus.value(of: "count(wahost_build_info{version=\"0.3.0\"})") == "1")
        for name in try Self.names(in: "dashboard.json").union(Self.names(in: "alerts.yml")) {
            #expect(try prometheus.value(of: "count({__name__=\"\(name)\"})") != nil, "\(name) is no metric of ours")
        }
        for expression in try Self.dashboardExpressions() {
            #expect(try prometheus.accepts(expression), "\(expression)")
        }
    }

    @Test(.enabled(if: Prometheus.isThere), arguments: [["config", "prometheus.yml"], ["rules", "alerts.yml"]])
    func `promtool takes the example's files`(words: [String]) throws {
        let file = Prometheus.examples.appending(path: words[1]).path
        let judgement = try FinishedProgram.run(["promtool", "check", words[0], file])
        #expect(judgement.code == 0, "\(judgement)")
    }

    private static func names(in file: String) throws -> Set<String> {
        let text = try String(contentsOf: Prometheus.examples.appending(path: file), encoding: .utf8)
        let pattern = try Regex("(wahost|process)_[a-z_]+[a-z]")
        let words = Set(text.matches(of: pattern).map { String(text[$0.range]) })
        // These two are labels or names of the example itself.
        return words.subtracting(["wahost_"]).filter { !$0.hasSuffix("_bucket") || $0.contains("duration") }
    }

    private static func dashboardExpressions() throws -> [String] {
        let data = try Data(contentsOf: Prometheus.examples.appending(path: "dashboard.json"))
        let dashboard = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let panels = dashboard?["panels"] as? [[String: Any]] ?? []
        let targets = panels.flatMap { $0["targets"] as? [[String: Any]] ?? [] }
        #expect(targets.count > 15)
        return targets.compactMap { $0["expr"] as? String }.map {
            $0.replacing("$__rate_interval", with: "1m").replacing("$job", with: "wahost")
                .replacing("$instance", with: ".*")
        }
    }

    private static func snapshot() -> MetricsSnapshot {
        var snapshot = MetricsSnapshot(
            version: "0.3.0",
            instance: "Mill_IN_0",
            role: "Mill",
            deployment: "mill",
            phase: .ready,
            startTime: 1_795_283_319_250
        )
        snapshot.bootDuration = .milliseconds(4_213)
        snapshot.configurationIncarnation = 1_000
        snapshot.leases = .init(started: 1, busy: 0)
        snapshot.logs = .init(bytesRead: 1, linesLostByFiles: 0, linesLostByConsole: 0, recordsLost: 0)
        snapshot.process = .init(
            processorTime: .seconds(1),
            residentBytes: 3_000_000,
            openDescriptors: 20,
            mostDescriptors: 1_024
        )
        snapshot.statusChecks.answered(true, after: .milliseconds(3))
        for (name, type) in [("sétup \"1\"\n.sh", "simple"), ("WaWorkerHost", "host")] {
            var task = TaskMetrics(name: name, type: type)
            task.userTime = .seconds(2)
            task.systemTime = .zero
            task.residentBytes = 1_000_000
            (task.logLines, task.logBytes, task.logLinesLost) = (12, 345, 0)
            task.ends.note(.exited(code: 7))
            task.ends.note(.exited(code: 7))
            task.ends.note(.signaled(9))
            snapshot.tasks.append(task)
        }
        return snapshot
    }
}
