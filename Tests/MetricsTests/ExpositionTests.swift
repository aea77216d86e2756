import Foundation
import Lifecycle
import TestSurroundings
import Testing

@testable import Metrics

@Suite struct ExpositionTests {
    private func line(_ text: String, _ start: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix(start) }.map(String.init)
    }

    @Test func `each metric has its value`() {
        let text = Samples.full().text(.prometheus)
        let expected = [
            "wahost_build_info{version=\"0.3.0\"} 1",
            "wahost_instance_info{instance_id=\"Mill_IN_0\",role=\"Mill\",deployment=\"deployment(1)\"} 1",
            "wahost_instance_ready 1", "wahost_instance_phase{wahost_instance_phase=\"ReadyRole\"} 1",
            "wahost_instance_phase{wahost_instance_phase=\"BusyRole\"} 0", "wahost_incarnations_total 3",
            "wahost_boot_duration_seconds 4.213", "wahost_configuration_incarnation 1002",
            "wahost_leases{status=\"started\"} 2", "wahost_leases{status=\"busy\"} 1",
            "wahost_task_running{task=\"setup.sh\",type=\"simple\"} 0",
            "wahost_task_restarts_total{task=\"WaWorkerHost\",type=\"host\"} 4",
            "wahost_task_exits_total{task=\"setup.sh\",type=\"simple\",code=\"7\"} 2",
            "wahost_task_kills_total{task=\"setup.sh\",type=\"simple\",signal=\"SIGKILL\"} 1",
            "wahost_task_duration_seconds{task=\"setup.sh\",type=\"simple\"} 1.25",
            "wahost_task_cpu_seconds_total{task=\"setup.sh\",type=\"simple\",mode=\"user\"} 1.000001",
            "wahost_task_cpu_seconds_total{task=\"setup.sh\",type=\"simple\",mode=\"system\"} 0.0",
            "wahost_task_resident_memory_bytes{task=\"setup.sh\",type=\"simple\"} 1048576",
            "wahost_task_peak_resident_memory_bytes{task=\"setup.sh\",type=\"simple\"} 2097152",
            "wahost_task_log_lines_total{task=\"setup.sh\",type=\"simple\"} 99",
            "wahost_task_log_bytes_total{task=\"setup.sh\",type=\"simple\"} 4321",
            "wahost_task_log_lost_lines_total{task=\"setup.sh\",type=\"simple\"} 5",
            "wahost_status_checks_total{result=\"missed\"} 1", "wahost_status_checks_total{result=\"busy\"} 40",
            "wahost_status_check_duration_seconds_bucket{le=\"0.0025\"} 2",
            "wahost_status_check_duration_seconds_bucket{le=\"1.0\"} 32",
            "wahost_status_check_duration_seconds_bucket{le=\"+Inf\"} 200",
            "wahost_status_check_duration_seconds_count 200", "wahost_log_read_bytes_total 1234567",
            "wahost_log_lost_lines_total{destination=\"console\"} 12", "process_start_time_seconds 1795283319.25",
            "process_cpu_seconds_total 0.412345", "process_resident_memory_bytes 3145728", "process_open_fds 31",
        ]
        let lines = Set(text.split(separator: "\n").map(String.init))
        for wanted in expected { #expect(lines.contains(wanted), "\(wanted)") }
    }

    @Test func `a label's quotes, backslashes and line ends are escaped`() {
        let text = Samples.full().text(.prometheus)
        #expect(text.contains(#"wahost_task_running{task="a\"b\\c\nd{}=,é定",type="background"} 1"#))
    }

    @Test(arguments: MetricsForm.allCases)
    func `no series comes twice, even when two tasks have one name`(form: MetricsForm) {
        let series = Samples.full().text(form).split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            line[..<(line.lastIndex(of: " ") ?? line.endIndex)]
        }
        #expect(Set(series).count == series.count)
        #expect(series.contains("wahost_task_running{task=\"setup.sh#2\",type=\"simple\"}"))
    }

    @Test func `exactly one phase is on`() {
        for phase in InstancePhase.allCases {
            var snapshot = Samples.empty()
            snapshot.phase = phase
            let on = snapshot.text(.openMetrics).split(separator: "\n").filter {
                $0.hasPrefix("wahost_instance_phase{") && $0.hasSuffix(" 1")
            }
            #expect(on == ["wahost_instance_phase{wahost_instance_phase=\"\(phase.rawValue)\"} 1"])
            #expect(snapshot.text(.openMetrics).contains("wahost_instance_ready \(phase == .ready ? 1 : 0)\n"))
        }
    }

    @Test func `OpenMetrics names families without their suffix, tells units, and ends with EOF`() {
        let text = Samples.full().text(.openMetrics)
        #expect(text.hasSuffix("\n# EOF\n"))
        #expect(text.contains("# TYPE wahost_task_exits counter\n"))
        #expect(text.contains("# TYPE wahost_build info\n"))
        #expect(text.contains("# TYPE wahost_instance_phase stateset\n"))
        #expect(text.contains("# UNIT wahost_task_cpu_seconds seconds\n"))
        #expect(!Samples.full().text(.prometheus).contains("# EOF"))
    }

    @Test func `the histogram's buckets only grow, and the last is the count`() {
        let lines = Samples.full().text(.prometheus).split(separator: "\n").filter {
            $0.hasPrefix("wahost_status_check_duration_seconds_bucket")
        }
        let counts = lines.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
        #expect(counts == counts.sorted())
        #expect(counts.count == 14)
        #expect(counts.last == 200)
    }

    @Test func `odd durations are written as numbers`() {
        #expect(ExpositionText.seconds(.seconds(-5)) == "0")
        #expect(ExpositionText.seconds(.nanoseconds(1)) == "0.0")
        #expect(ExpositionText.seconds(.milliseconds(60_050)) == "60.05")
        var checks = StatusCheckMetrics()
        checks.answered(true, after: .seconds(Int64.max))
        checks.answered(true, after: .seconds(-1))
        #expect(checks.sum == .zero)
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: Installed.has("promtool")), arguments: [true, false])
    func `promtool has nothing to say`(isFull: Bool) throws {
        let text = (isFull ? Samples.full() : Samples.empty()).text(.prometheus)
        let check = ["promtool", "check", "metrics"]
        let judgement = try FinishedProgram.run(check, input: text)
        #expect(judgement.code == 0 && judgement.said + judgement.complained == "", "\(judgement)")
        #expect(try FinishedProgram.run(check, input: text + "wahost_bad{ 1\n").code != 0)
    }

    @Test func `the reference names every metric, and none that there is not`() throws {
        let file = Repository.root.appending(path: "docs/reference/metrics.md")
        let page = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let told = page.filter { $0.hasPrefix("| `wahost_") || $0.hasPrefix("| `process_") }.map { line in
            String(line.dropFirst(3).prefix { $0 != "`" })
        }
        let real = Samples.full().text(.prometheus).split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.map {
            String($0.split(separator: " ")[2])
        }
        #expect(Set(told) == Set(real))
        #expect(told.count == real.count)
    }
}
