import Glibc
import Kernel

extension CaptureLoop {
    /// Reads of less than this are little: waiting a moment makes more of them.
    private static let littleRead = 8_192
    /// So many little reads in quick succession make a pipe a polled one.
    private static let longStreak = 16
    /// Two reads are in quick succession when not further apart than this.
    private static let quickSuccession: Int64 = 500_000
    /// So many looks in vain make a polled pipe an awaited one.
    private static let looksInVain = 8
    /// What a polled pipe is asked to hold, and how many of them at most (`pipe-user-pages-soft` counts for all).
    private static let grownSize: Int32 = 1 << 20
    private static let mostGrown = 16

    /// Reads a pipe that epoll has named.
    func readAwaited(_ token: UInt64) {
        guard let pipe = pipes[token], pipe.attention == .awaited else { return }
        guard !(isConsoleFull && pipe.source.echo) else { return pause(pipe) }
        let count = read(pipe, atMost: Self.readSize)
        guard count > 0 else { return }
        let now = Timestamp.monotonic
        let isQuick = now - pipe.lastRead < Self.quickSuccession && count < Self.littleRead
        pipe.lastRead = now
        pipe.streak = isQuick ? pipe.streak + 1 : 0
        if pipe.streak >= Self.longStreak { poll(pipe, now) }
    }

    /// Reads the pipes that are looked at every tick, when it is time.
    func readPolled() {
        guard !polled.isEmpty, Timestamp.monotonic >= nextTick else { return }
        for pipe in polled {
            guard !(isConsoleFull && pipe.source.echo) else {
                pipe.attention = .paused
                paused.append(pipe)
                continue
            }
            let count = read(pipe, atMost: Self.readSize)
            pipe.streak = count > 0 ? 0 : pipe.streak + 1
            if pipe.attention == .polled, pipe.streak >= Self.looksInVain { listen(to: pipe) }
        }
        polled.removeAll { $0.attention != .polled }
        let isGrown = polled.allSatisfy(\.hasGrown)
        nextTick = Timestamp.monotonic + (isGrown ? Self.tick.grown : Self.tick.usual)
    }

    /// Reads once; returns the count, 0 at the end of file (the pipe is then closed), or -errno.
    @discardableResult
    func read(_ pipe: OutputPipe, atMost limit: Int) -> Int {
        guard pipe.descriptor >= 0, let base = readBuffer.baseAddress else { return 0 }
        // A console line may be many times longer than what the child wrote: less at once keeps the queue's bound.
        let room = min(limit, pipe.source.echo ? 65_536 : Self.readSize)
        let count = wak_read(pipe.descriptor, base + LineCut.longestLine, room)
        if count > 0 {
            status.count { $0.bytesRead += count }
            take(count, from: pipe)
        } else if count != -Int(EAGAIN) {
            end(pipe)
        }
        return count
    }

    /// Passes on the beginning of a line that will not be continued.
    func flushUnfinished(_ pipe: OutputPipe) {
        guard !pipe.unfinished.isEmpty else { return }
        let piece = pipe.unfinished
        pipe.unfinished = []
        piece.withUnsafeBytes { deliver(piece: $0, from: pipe, .now) }
        pipe.source.tally?.take(lines: 1, bytes: 0)
        pipe.isContinuing = false
    }

    /// Closes a pipe at its end.
    func end(_ pipe: OutputPipe) {
        flushUnfinished(pipe)
        // Closed, it is out of epoll, too: nobody else has its reading end.
        if pipe.hasGrown { grownPipes -= 1 }
        pipe.close()
        pipes.removeValue(forKey: pipe.token)
        status.count { $0.openPipes -= 1 }
        retireIfOver(pipe.source)
    }

    /// Lets a child wait, because the console is full.
    private func pause(_ pipe: OutputPipe) {
        wak_epoll_remove(epoll, pipe.descriptor)
        pipe.attention = .paused
        paused.append(pipe)
    }

    func resumePaused() {
        let waiting = paused
        paused = []
        for pipe in waiting where pipe.attention == .paused { listen(to: pipe) }
    }

    private func listen(to pipe: OutputPipe) {
        pipe.streak = 0
        pipe.attention = .awaited
        if wak_epoll_add(epoll, pipe.descriptor, pipe.token) < 0 { end(pipe) }
    }

    /// Out of epoll, so that a write costs the child no wake-up; the kernel is asked for a larger pipe in the meantime.
    private func poll(_ pipe: OutputPipe, _ now: Int64) {
        wak_epoll_remove(epoll, pipe.descriptor)
        pipe.attention = .polled
        pipe.streak = 0
        if polled.isEmpty { nextTick = now + Self.tick.usual }
        polled.append(pipe)
        guard !pipe.hasGrown, grownPipes < Self.mostGrown else { return }
        if wak_pipe_grow(pipe.descriptor, Self.grownSize) > 0 {
            pipe.hasGrown = true
            grownPipes += 1
        }
    }
}
