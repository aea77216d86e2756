import Foundation
import RoleModel
import Testing

@testable import Lifecycle

@Suite struct ExplorationTests {
    @Test func `no small role has a dead end or breaks a promise in any state it can reach`() async {
        let start = ContinuousClock.now
        var plans: [Plan] = []
        for count in 0...1 {
            for tasks in SmallPlans.tasks(count) {
                for host in SmallPlans.hosts {
                    plans += RecyclePolicy.allCases.map { SmallPlans.plan(tasks, host, $0) }
                }
            }
        }
        let findings = await explore(plans)
        for fault in findings.faults.prefix(5) { Issue.record(Comment(rawValue: fault)) }
        print("Explored \(findings.plans) plans: \(findings.states) states, \(findings.transitions) transitions, \(ContinuousClock.now - start)")
        if let path = ProcessInfo.processInfo.environment["TABLE"] { try? findings.table.markdown.write(toFile: path, atomically: true, encoding: .utf8) }
    }

    private func explore(_ plans: [Plan]) async -> Exploration.Findings {
        await withTaskGroup(of: Exploration.Findings.self) { group in
            for part in 0..<2 {
                group.addTask {
                    var findings = Exploration.Findings()
                    for index in stride(from: part, to: plans.count, by: 2) {
                        findings.add(Exploration.explore(plans[index]))
                    }
                    return findings
                }
            }
            var findings = Exploration.Findings()
            for await part in group { findings.add(part) }
            return findings
        }
    }
}
