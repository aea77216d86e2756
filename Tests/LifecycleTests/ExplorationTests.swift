import Foundation
import RoleModel
import Testing

@testable import Lifecycle

@Suite struct ExplorationTests {
    /// `EXPLORE=all swift test -c release -Xswiftc -enable-testing --filter ExplorationTests` takes a quarter of an hour.
    @Test func `no small role has a dead end or breaks a promise in any state, and the table in the page is true`()
        async
    {
        let environment = ProcessInfo.processInfo.environment
        let plans = environment["EXPLORE"] == "all" ? SmallPlans.all : SmallPlans.everyDay
        let findings = await explore(plans)
        print("Explored \(findings.plans) plans: \(findings.states) states, \(findings.transitions) transitions.")
        for fault in findings.faults.prefix(5) { Issue.record(Comment(rawValue: fault)) }
        guard findings.faults.isEmpty else { return }
        let page = ArchitecturePage()
        if environment["UPDATE_GOLDENS"] == "1" { page.write(findings.table.markdown) }
        #expect(
            page.table == findings.table.markdown,
            "the table in docs/architecture.md is not what the machine does; UPDATE_GOLDENS=1 swift test --filter ExplorationTests writes it"
        )
    }

    /// Takes the plans as they come, on two threads.
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
