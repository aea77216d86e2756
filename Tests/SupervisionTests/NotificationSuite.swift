import Testing

@testable import Supervision

@Suite struct NotificationSuite {
    private func parse(_ text: String) -> [Notification] { Notification.parse(Array(text.utf8)) }

    @Test func `a datagram is taken apart line by line, what is unknown is passed over`() {
        let text = "READY=1\nREADY=0\nWATCHDOG=1\nWATCHDOG=trigger\nWATCHDOG_USEC=10\nMAINPID=-1\nMAINPID=7\n"
        #expect(
            parse(text + "STATUS=a=b\nERRNO=2\nFDSTORE=1\nX_Y=z\n\nRELOADING=1\nSTOPPING=1\nBARRIER=1") == [
                .ready, .watchdog, .watchdogTriggered, .watchdogInterval(.microseconds(10)), .mainProcess(7),
                .status("a=b"), .failed(error: 2), .reloading(since: nil), .stopping,
            ]
        )
        #expect(Notification.parse([0xFF, 0x3D, 0x0A, 0x3D]).isEmpty)
        #expect(parse("").isEmpty)
    }

    @Test func `numbers out of range are no numbers`() {
        let faulty = [
            "EXTEND_TIMEOUT_USEC=99999999999999999999", "EXTEND_TIMEOUT_USEC=0", "WATCHDOG_USEC=-1", "MAINPID=0",
            "MAINPID=4294967297", "ERRNO=0", "ERRNO=4096", "EXIT_STATUS=256", "EXIT_STATUS=-1", "EXIT_STATUS=",
            "MAINPID= 7", "MAINPID=7x", "BUSERROR=", "BUSERROR=a b",
        ]
        for text in faulty { #expect(parse(text).isEmpty, "\(text)") }
        #expect(parse("EXIT_STATUS=0\nEXIT_STATUS=255") == [.exitStatus(0), .exitStatus(255)])
        #expect(parse("WATCHDOG_USEC=0") == [.watchdogInterval(.zero)])
        let longest = Duration.microseconds(Int64.max)
        #expect(parse("EXTEND_TIMEOUT_USEC=9223372036854775807") == [.extendTimeout(longest)])
        #expect(parse("BUSERROR=org.x.Y_1") == [.failedOnBus(name: "org.x.Y_1")])
    }

    @Test func `the moment of reloading belongs to its message, whichever line comes first`() {
        let since = Notification.reloading(since: .microseconds(5))
        #expect(parse("MONOTONIC_USEC=5\nRELOADING=1") == [since])
        #expect(parse("RELOADING=1\nMONOTONIC_USEC=5\nSTATUS=x") == [since, .status("x")])
        #expect(parse("RELOADING=1\nMONOTONIC_USEC=99999999999999999999") == [.reloading(since: nil)])
        #expect(parse("MONOTONIC_USEC=5").isEmpty)
    }

    @Test func `a status is short, and no terminal takes orders from it`() {
        #expect(parse("STATUS=") == [.status("")])
        #expect(
            parse("STATUS=a\tb\u{1B}[2Jc\r\u{9B}d\u{202E}e") == [.status("a b\u{FFFD}[2Jc\u{FFFD}\u{FFFD}d\u{FFFD}e")]
        )
        #expect(Notification.parse(Array("STATUS=".utf8) + [0xC3, 0x28, 0x00]) == [.status("\u{FFFD}(\u{FFFD}")])
        let fits = String(repeating: "ü", count: 512)
        #expect(parse("STATUS=" + fits) == [.status(fits)])
        #expect(parse("STATUS=" + fits + "x") == [.status(String(repeating: "ü", count: 510) + "…")])
    }
}
