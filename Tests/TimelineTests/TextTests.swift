import Testing

@testable import Timeline

@Suite struct TextTests {
    @Test func `the text is the blame list and the chain to Ready`() {
        #expect(
            Scenes.mill().text == """
                Mill_IN_0 (Mill), incarnation 3, began 2026-11-21 17:48:39 UTC
                Ready after 4.213 s

                What took how long, until it ended or was ready (longest first):
                     1.420 s  simple      install-packages.sh         exited 0        CPU 1.052 s, 144 MiB
                     1.209 s  background  redis-server                ready           CPU 300 ms, 60.0 MiB
                     1.209 s  block       redis-server /blockStartup  passed
                      902 ms  host        WaWorkerHost                ready           CPU 3.012 s, 381 MiB
                      681 ms  simple      migrate-database.sh         exited 0        CPU 423 ms, 50.7 MiB
                      700 µs  foreground  log-shipper                 running         CPU 16.0 ms, 8.9 MiB, restarted 1×

                The chain to Ready (@ when it was done, + what it took):
                Ready @4.213 s
                └─ host WaWorkerHost @4.213 s +902 ms
                   └─ simple migrate-database.sh @3.311 s +681 ms
                      └─ block redis-server /blockStartup @2.630 s +1.209 s
                         └─ background redis-server @2.630 s +1.209 s
                            └─ simple install-packages.sh @1.421 s +1.420 s

                """
        )
    }

    @Test func `a role that failed shows the chain to where it stands, and gives a terminal no orders`() {
        let text = Scenes.failing().text
        #expect(text.contains("never Ready; ended after 4.1 ms: startup task 1 of 5 exited with code 7"))
        #expect(text.contains("└─ simple prüfe-<Umgebung> & \"Rechte\" \u{FFFD}[31m.sh failed +3.9 ms"))
        #expect(!text.contains("\u{1B}"))
    }

    @Test func `the chain of a role that waits is what it waits for`() {
        #expect(Scenes.waiting().chain.map(\.entry) == [3, 1, 0])
        #expect(Scenes.waiting().text.contains("not Ready yet, after 1 min 01 s"))
    }

    @Test func `an empty timeline has a text`() {
        let text = BootTimeline(instance: "i", role: "r", incarnation: 1, began: 0).text
        #expect(text.contains("Nothing has been started."))
        #expect(text.contains("1970-01-01 00:00:00 UTC"))
    }

    @Test(
        arguments: [
            (-5, "0 µs"), (0, "0 µs"), (999, "999 µs"), (1_000, "1.0 ms"), (99_999, "99.9 ms"), (100_000, "100 ms"),
            (999_499, "999 ms"), (999_500, "0.999 s"), (4_213_000, "4.213 s"), (59_999_999, "59.9 s"),
            (60_000_000, "1 min 00 s"),
            (3_599_999_999, "59 min 59 s"), (3_600_000_000, "1 h 00 min"), (90_000_000_000, "1 d 01 h"),
        ] as [(Int64, String)]
    )
    func `a span of time is written with the digits that help`(span: Int64, text: String) {
        #expect(DurationText.text(span) == text)
    }

    @Test(
        arguments: [
            (951_782_400_000, "2000-02-29 00:00:00 UTC"), (1_709_164_799_000, "2024-02-28 23:59:59 UTC"),
            (253_402_300_799_000, "9999-12-31 23:59:59 UTC"), (Int64.max, "9999-12-31 23:59:59 UTC"),
            (.min, "1970-01-01 00:00:00 UTC"),
        ] as [(Int64, String)]
    )
    func `the wall clock is the calendar's`(moment: Int64, text: String) {
        #expect(WallClockText.text(moment) == text)
    }
}
