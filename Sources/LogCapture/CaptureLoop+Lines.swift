import Kernel

extension CaptureLoop {
    /// Divides what has been read into lines and passes them on.
    func take(_ count: Int, from pipe: OutputPipe) {
        guard let base = readBuffer.baseAddress else { return }
        let fresh = UnsafeRawBufferPointer(start: base + LineCut.longestLine, count: count)
        let held = pipe.unfinished.count
        if held + count <= LineCut.longestLine, wak_through_last_newline(fresh.baseAddress, count) == 0 {
            return pipe.unfinished.append(contentsOf: fresh)
        }
        let start = base + (LineCut.longestLine - held)
        pipe.unfinished.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { start.copyMemory(from: source, byteCount: held) }
        }
        let rest = deliverLines(UnsafeRawBufferPointer(start: start, count: held + count), from: pipe, .now)
        if rest.isEmpty, held > 4_096 {
            // Many children, each once with a long line, must not add up.
            pipe.unfinished = []
        } else {
            pipe.unfinished.removeAll(keepingCapacity: true)
            pipe.unfinished.append(contentsOf: rest)
        }
    }

    /// Passes on whole lines, as many as possible at once, and lines that are too long in pieces.
    ///
    /// - Returns: the beginning of a line without its newline.
    private func deliverLines(
        _ bytes: UnsafeRawBufferPointer,
        from pipe: OutputPipe,
        _ time: Timestamp
    ) -> UnsafeRawBufferPointer {
        var done = 0
        var next = 0
        while bytes.count - next > LineCut.longestLine {
            let window = UnsafeRawBufferPointer(rebasing: bytes[next...(next + LineCut.longestLine)])
            let through = wak_through_last_newline(window.baseAddress, window.count)
            next += through
            guard through == 0 else { continue }
            deliver(lines: UnsafeRawBufferPointer(rebasing: bytes[done..<next]), from: pipe, time)
            let cut = LineCut.count(in: window, atMost: LineCut.longestLine)
            deliver(piece: UnsafeRawBufferPointer(rebasing: bytes[next..<(next + cut)]), from: pipe, time)
            next += cut
            done = next
        }
        let tail = UnsafeRawBufferPointer(rebasing: bytes[next...])
        next += wak_through_last_newline(tail.baseAddress, tail.count)
        deliver(lines: UnsafeRawBufferPointer(rebasing: bytes[done..<next]), from: pipe, time)
        return UnsafeRawBufferPointer(rebasing: bytes[next...])
    }

    private func deliver(lines: UnsafeRawBufferPointer, from pipe: OutputPipe, _ time: Timestamp) {
        guard !lines.isEmpty else { return }
        let source = pipe.source
        source.tail.remember(lines: lines, stream: pipe.stream, time: time)
        let lost = source.file?.linesLost ?? 0
        source.file?.append(lines: lines, from: pipe.token, pipe.stream, time: time, scratch: fileScratch)
        if let tally = source.tally {
            tally.take(lines: wak_newline_count(lines.baseAddress, lines.count), bytes: lines.count)
            tally.lose(lines: (source.file?.linesLost ?? 0) - lost)
        }
        if source.echo {
            turnConsole(to: pipe.stream)
            formatter.append(
                lines: lines,
                pipe.stream,
                name: source.name,
                prefixes: (
                    first: source.prefix(pipe.stream, continuing: pipe.isContinuing, formatter),
                    rest: source.prefix(pipe.stream, continuing: false, formatter)
                ),
                time: time,
                to: consoleScratch
            )
        }
        pipe.isContinuing = false
    }

    func deliver(piece: UnsafeRawBufferPointer, from pipe: OutputPipe, _ time: Timestamp) {
        let source = pipe.source
        source.tail.remember(piece: piece, stream: pipe.stream, time: time)
        source.file?.append(piece: piece, from: pipe.token, pipe.stream, time: time, scratch: fileScratch)
        source.tally?.take(lines: 0, bytes: piece.count)
        if source.echo {
            turnConsole(to: pipe.stream)
            formatter.append(
                piece: piece,
                pipe.stream,
                name: source.name,
                prefix: source.prefix(pipe.stream, continuing: pipe.isContinuing, formatter),
                time: time,
                to: consoleScratch
            )
        }
        pipe.isContinuing = true
    }
}
