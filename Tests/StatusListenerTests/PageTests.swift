import Foundation
import Testing
import Timeline

@testable import StatusListener

/// The page in a real browser (Debian package `chromium`).
@Suite(.serialized, .timeLimit(.minutes(1))) struct PageTests {
    private static let isPictured = ProcessInfo.processInfo.environment["WAHOST_PICTURES"] != nil
    private static let hostile = "</pre></script><img src=x onerror=document.title='hurt'>\u{1B}[31m"

    /// A listener with the status of a role that does its worst to the page.
    private func listener(ready: Bool) throws -> TestListener {
        let test = try TestListener()
        test.change { facts in
            facts.isReady = ready
            facts.status = PageContent.waiting
            facts.timeline = PageContent.waitingMill().svg
            if ready { PageContent.becomeReady(&facts) }
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

    @Test(
        .enabled(if: Browser.isThere),
        arguments: [
            Look("desktop", 1_200, 900, isDark: true), Look("phone", 390, 844, isDark: false),
        ]
            + (isPictured ? [Look("desktop", 1_200, 900, isDark: false), Look("phone", 390, 844, isDark: true)] : [])
    )
    func `a browser shows a role live at any width, and takes no markup from it`(look: Look) throws {
        let test = try listener(ready: false)
        let browser = try Browser(
            width: look.width,
            height: look.height,
            isDark: look.isDark,
            isPhone: look.width < 500
        )
        defer { browser.end() }
        try browser.open("http://127.0.0.1:\(test.http)/")
        #expect(try browser.wait(for: "document.title === '○ Mill_IN_0 Busy' && document.querySelector('svg.wt')"))
        #expect(try browser.wait(for: "document.querySelectorAll('#logs pre').length === 2"))
        try keep(browser.picture(), "page-\(look.name)-\(look.isDark ? "dark" : "light")-busy")
        // The page is told, it does not ask.
        test.change { PageContent.becomeReady(&$0) }
        #expect(try browser.wait(for: "document.title === '● Mill_IN_0 Ready'"))
        #expect(try browser.wait(for: "document.querySelector('.wt-flagtext').textContent === 'Ready 4.213 s'"))
        try keep(browser.picture(), "page-\(look.name)-\(look.isDark ? "dark" : "light")-ready")
        #expect(try browser.value(of: "document.querySelectorAll('#tasks tr').length") as? Int == 6)
        #expect(
            try browser.value(of: "document.images.length + document.querySelectorAll('#tasks b').length") as? Int == 0
        )
        let last = "document.querySelector('#logs details:last-child pre').lastChild.textContent"
        #expect(try browser.value(of: last) as? String == Self.hostile + "\n")
        let pre = "document.querySelector('#logs details:last-child pre')"
        #expect(
            try browser.value(of: "\(pre).scrollTop + \(pre).clientHeight >= \(pre).scrollHeight - 4") as? Bool == true
        )
        // Nothing is wider than the screen, but what has a bar of its own.
        #expect(try browser.value(of: "document.documentElement.scrollWidth <= innerWidth") as? Bool == true)
        #expect(browser.complaints.isEmpty, "\(browser.complaints)")
    }

    @Test(.enabled(if: Browser.isThere))
    func `a page whose listener is gone says so, and comes back with it`() throws {
        var test: TestListener? = try listener(ready: true)
        let port = test?.http ?? 0
        let browser = try Browser(width: 1_200, height: 900, isDark: false, isPhone: false)
        defer { browser.end() }
        try browser.open("http://127.0.0.1:\(port)/")
        #expect(try browser.wait(for: "document.getElementById('live').className === 'on'"))
        #expect(try browser.value(of: "document.getElementById('link').hidden") as? Bool == true)
        test = nil
        #expect(test == nil)
        #expect(try browser.wait(for: "!document.getElementById('link').hidden"))
        let again = try TestListener(address: "\(port)")
        again.change { $0.status = PageContent.waiting }
        #expect(try browser.wait(for: "document.getElementById('link').hidden"))
        #expect(try browser.wait(for: "document.title === '○ Mill_IN_0 Busy'"))
    }

    /// How the page is looked at.
    struct Look: Sendable, CustomTestStringConvertible {
        let name: String
        let width: Int
        let height: Int
        let isDark: Bool

        init(_ name: String, _ width: Int, _ height: Int, isDark: Bool) {
            self.name = name
            self.width = width
            self.height = height
            self.isDark = isDark
        }

        var testDescription: String { "\(name) \(isDark ? "dark" : "light")" }
    }

    /// Keeps a picture for whoever wants to look at it: `WAHOST_PICTURES=FOLDER`.
    private func keep(_ picture: Data, _ name: String) throws {
        #expect(picture.count > 20_000)
        guard let folder = ProcessInfo.processInfo.environment["WAHOST_PICTURES"] else { return }
        try picture.write(to: URL(filePath: "\(folder)/\(name).png"))
    }
}
