import Foundation
import Testing
import Timeline

@testable import StatusListener

/// The page in a real browser (Debian package `chromium`).
@Suite(.serialized, .timeLimit(.minutes(1))) struct PageTests {
    private static let hostile = "</pre></script><img src=x onerror=document.title='hurt'>\u{1B}[31m"

    /// A listener with the status of a role that does its worst to the page.
    private func listener(ready: Bool) throws -> TestListener {
        let test = try TestListener()
        test.change { facts in
            facts.isReady = ready
            facts.status = ready ? PageContent.ready : PageContent.waiting
            facts.timeline = (ready ? PageContent.mill() : PageContent.waitingMill()).svg
            facts.logs = [
                LogTail(name: "install-packages.sh", lines: [.init("installed 41 packages")]),
                LogTail(
                    name: "WaWorkerHost",
                    lines: (1...12).map {
                        .init("2026-11-21T17:49:\(10 + $0)Z INFO served request \($0 * 37) in 12 ms")
                    }
                        + [.init("WARN the queue is long", isError: true), .init(Self.hostile)]
                ),
            ]
        }
        return test
    }

    @Test func `the page asks for nothing from elsewhere, and its script runs by a word that is new each time`() throws
    {
        let test = try TestListener()
        let (first, second) = (try ask(test.http, "/"), try ask(test.http, "/"))
        for word in ["http:", "https:", "//cdn", "@import", "url("] {
            #expect(!first.body.replacing("http://www.w3.org/2000/svg", with: "").contains(word))
        }
        let policy = "Content-Security-Policy: default-src 'none'; script-src 'nonce-"
        let nonce = first.head.firstRange(of: policy).map { String(first.head[$0.upperBound...].prefix(32)) } ?? ""
        #expect(first.body.contains("<script nonce=\"\(nonce)\">"))
        #expect(!second.head.contains(nonce))
        #expect(!first.body.contains(" onclick") && !first.body.contains("innerHTML"))
        #expect(first.head.contains("frame-ancestors 'none'"))
        #expect(first.body.contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"))
    }

    @Test(.enabled(if: Browser.isThere), arguments: [true, false])
    func `a browser shows status, tasks, timeline and logs, and takes no markup from them`(isReady: Bool) throws {
        let test = try listener(ready: isReady)
        let page = try Browser.document("http://127.0.0.1:\(test.http)/")
        #expect(page.contains("<title>\(isReady ? "● Mill_IN_0 Ready" : "○ Mill_IN_0 Busy")</title>"))
        #expect(page.contains(">migrate-&lt;b&gt;database&lt;/b&gt;.sh</td>"))
        #expect(page.contains(isReady ? "ReadyRole" : "StartingRole"))
        #expect(page.contains("class=\"wt-card\""))
        #expect(page.contains("installed 41 packages"))
        #expect(page.contains("&lt;img src=x onerror"))
        #expect(!page.contains("<img"))
        #expect(page.contains("class=\"on\"") && page.contains("live"))
    }

    @Test(
        .enabled(if: Browser.isThere),
        arguments: [
            ("desktop", "1200,1500", "light"), ("desktop", "1200,1500", "dark"), ("phone", "412,1900", "light"),
            ("phone", "412,1900", "dark"),
        ]
    )
    func `the page can be pictured at the width of a desktop and of a phone`(
        name: String,
        size: String,
        scheme: String
    ) throws {
        for isReady in [true, false] {
            let test = try listener(ready: isReady)
            let data = try Browser.picture("http://127.0.0.1:\(test.http)/", size: size, isDark: scheme == "dark")
            #expect(data.count > 20_000)
            guard let folder = ProcessInfo.processInfo.environment["WAHOST_PICTURES"] else { continue }
            try data.write(to: URL(filePath: "\(folder)/page-\(name)-\(scheme)-\(isReady ? "ready" : "busy").png"))
        }
    }
}
