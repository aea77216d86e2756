import Testing

@testable import Lifecycle

@Suite struct ConfigurationChangeTests {
    private func change(_ clients: Set<String> = [], hasHost: Bool = false) -> ConfigurationChange {
        ConfigurationChange(incarnation: 1_001, clients: clients, hasHost: hasHost)
    }

    @Test func `without anybody who can answer, a change is over with its announcement`() {
        var change = change()
        #expect(change.begin() == [.announce(1_001), .startDeadline, .cancelDeadline, .end(.accepted)])
    }

    @Test func `a change is accepted when the last client with a lease has accepted it, in whatever order`() {
        var change = change(["a", "b"])
        #expect(change.begin() == [.announce(1_001), .startDeadline])
        #expect(change.handle(.accepted(client: "b", incarnation: 1_001)) == [])
        #expect(change.handle(.accepted(client: "a", incarnation: 1_001)) == [.cancelDeadline, .end(.accepted)])
    }

    @Test func `an answer to an earlier incarnation is no answer, one to a later one is`() {
        var change = change(["a"])
        _ = change.begin()
        #expect(change.handle(.accepted(client: "a", incarnation: 1_000)) == [])
        #expect(change.handle(.cancelled(client: "a", incarnation: 1_000)) == [])
        #expect(change.waiting == ["a"])
        #expect(change.handle(.accepted(client: "a", incarnation: 1_002)) == [.cancelDeadline, .end(.accepted)])
    }

    @Test func `a client whose lease ends is not waited for, and one that nobody waits for changes nothing`() {
        var change = change(["a"])
        _ = change.begin()
        #expect(change.handle(.left(client: "stranger")) == [])
        #expect(change.handle(.left(client: "a")) == [.cancelDeadline, .end(.accepted)])
    }

    @Test func `a client that answers Recycle cancels, whatever the others have said`() {
        var change = change(["a", "b"])
        _ = change.begin()
        _ = change.handle(.accepted(client: "b", incarnation: 1_001))
        let effects = change.handle(.cancelled(client: "a", incarnation: 1_001))
        #expect(effects == [.cancelDeadline, .end(.cancelled(.client("a")))])
        #expect(change.handle(.accepted(client: "a", incarnation: 1_001)) == [])
    }

    @Test func `the resident host hears Changing, and Changed as soon as it has accepted`() {
        var change = change(["a"], hasHost: true)
        #expect(change.begin() == [.announce(1_001), .raiseChanging, .startDeadline])
        #expect(change.handle(.hostAnswered(accepts: true)) == [.raiseChanged])
        #expect(change.handle(.hostAnswered(accepts: false)) == [])
        #expect(change.handle(.hostChanged) == [])
        #expect(change.handle(.left(client: "a")) == [.cancelDeadline, .end(.accepted)])
    }

    @Test func `a change is not over before the host has come back from Changed, or has ended`() {
        for end in [ConfigurationChange.Event.hostChanged, .hostLost] {
            var change = change(hasHost: true)
            _ = change.begin()
            #expect(change.handle(.hostChanged) == [])
            #expect(change.handle(.hostAnswered(accepts: true)) == [.raiseChanged])
            #expect(change.isHostAwaited)
            #expect(change.handle(end) == [.cancelDeadline, .end(.accepted)])
        }
    }

    @Test func `a host that cancels hears no Changed`() {
        var change = change(hasHost: true)
        _ = change.begin()
        #expect(change.handle(.hostAnswered(accepts: false)) == [.cancelDeadline, .end(.cancelled(.host))])
    }

    @Test func `who has not answered at the deadline is named and taken to have accepted`() {
        var change = change(["b", "a", "c"], hasHost: true)
        _ = change.begin()
        _ = change.handle(.accepted(client: "c", incarnation: 1_001))
        let effects = change.handle(.deadlinePassed)
        #expect(effects == [.raiseChanged, .end(.unanswered(clients: ["a", "b"], host: true))])
        #expect(change.handle(.deadlinePassed) == [])
    }

    /// Every order of every fact, for up to two clients, with and without a host.
    @Test func `in every order of events the announcement is first, the end is last and once, and no deadline is left`()
    {
        var states = 0
        for clients in [Set<String>(), ["a"], ["a", "b"]] {
            for hasHost in [false, true] {
                var first = change(clients, hasHost: hasHost)
                let effects = first.begin()
                #expect(effects.first == .announce(1_001))
                states += explore(first, effects, hasHost: hasHost)
            }
        }
        #expect(states > 300)
    }

    private static let facts: [ConfigurationChange.Event] =
        ["a", "b"].flatMap { client in
            [
                .accepted(client: client, incarnation: 1_000), .accepted(client: client, incarnation: 1_001),
                .cancelled(client: client, incarnation: 1_001), .left(client: client),
            ]
        } + [.hostAnswered(accepts: true), .hostAnswered(accepts: false), .hostChanged, .hostLost, .deadlinePassed]

    private func explore(
        _ change: ConfigurationChange,
        _ effects: [ConfigurationChange.Effect],
        hasHost: Bool,
        depth: Int = 0
    ) -> Int {
        expectPromises(change, effects, hasHost: hasHost)
        guard depth < 5 else { return 1 }
        var count = 1
        for fact in Self.facts {
            var next = change
            let news = next.handle(fact)
            if change.isOver { #expect(news.isEmpty) }
            // What changes nothing leads nowhere else.
            if next != change { count += explore(next, effects + news, hasHost: hasHost, depth: depth + 1) }
        }
        return count
    }

    private func expectPromises(
        _ change: ConfigurationChange,
        _ effects: [ConfigurationChange.Effect],
        hasHost: Bool
    ) {
        let ends = effects.filter { if case .end = $0 { true } else { false } }
        #expect(ends.count == (change.isOver ? 1 : 0))
        if let end = ends.first { #expect(effects.last == end) }
        #expect(effects.count { $0 == .announce(1_001) } == 1)
        #expect(effects.count { $0 == .raiseChanging } == (hasHost ? 1 : 0))
        #expect(effects.count { $0 == .raiseChanged } <= (hasHost ? 1 : 0))
        #expect(effects.count { $0 == .startDeadline } == 1)
        if case .end(.unanswered)? = ends.first {
            #expect(!effects.contains(.cancelDeadline))
        } else {
            #expect(effects.contains(.cancelDeadline) == change.isOver)
        }
        if ends.first == .end(.cancelled(.host)) { #expect(!effects.contains(.raiseChanged)) }
    }
}
