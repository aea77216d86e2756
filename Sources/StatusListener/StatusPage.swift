import Kernel

/// The page for people: one document, which needs nothing from elsewhere and changes nothing.
enum StatusPage {
    /// The page, with a word of its own that lets its own script run, and no other.
    static var answer: HTTPAnswer {
        let nonce = newNonce()
        var answer = HTTPAnswer(type: "text/html; charset=utf-8", text(nonce: nonce))
        answer.fields = [
            (
                "Content-Security-Policy",
                "default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'unsafe-inline'; connect-src 'self'; "
                    + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            ),
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        return answer
    }

    private static func newNonce() -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        _ = wak_random(&bytes, Int32(bytes.count))
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func text(nonce: String) -> String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Role instance</title>
        <link id="icon" rel="icon" href="data:,">
        <style>\(style)</style>
        </head>
        <body>
        \(content)
        <script nonce="\(nonce)">\(script)</script>
        </body>
        </html>

        """
    }

    private static let content = """
        <header>
          <div class="who"><h1 id="instance">Role instance</h1><p id="names"></p></div>
          <span id="pill" class="pill wait" role="status" aria-live="polite">…</span>
        </header>
        <p id="link" class="link" role="alert" hidden>Connection lost; trying again. What you see is not up to date.</p>
        <noscript><p class="link">This page needs JavaScript. The same is in <a href="/status.json">status.json</a>.</p>
        </noscript>
        <main>
          <section class="facts" aria-label="State">
            <div><h2>Phase</h2><p id="phase">…</p><p id="since" class="dim"></p></div>
            <div><h2>Waiting for</h2><p id="awaited">…</p></div>
            <div><h2>Incarnation</h2><p id="incarnation">…</p><p id="uptime" class="dim"></p></div>
            <div><h2>StatusChecks</h2><p id="checks">…</p><p id="checked" class="dim"></p></div>
          </section>
          <p id="reason" class="reason" hidden></p>
          <section><h2>Tasks and host</h2>
            <table><thead><tr><th class="num">#</th><th>Name</th><th>Kind</th><th>State</th><th class="num">Time</th>
            <th class="num">Pid</th><th class="num">Restarts</th></tr></thead><tbody id="tasks"></tbody></table>
          </section>
          <section id="timelinebox" hidden><h2>Boot timeline</h2><div id="timeline" class="scroll" tabindex="0"></div>
          </section>
          <section id="logbox" hidden><h2>Last lines</h2><div id="logs"></div></section>
        </main>
        <footer><span id="live"><i></i>connecting</span><span id="version"></span></footer>
        """
}
