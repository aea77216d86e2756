import Kernel

extension CaptureLoop {
    /// Carries out what other threads have asked for, in their order.
    func obeyCommands() {
        let (commands, lostRecords) = inbox.takeAll()
        for command in commands {
            switch command {
            case .open(let new): open(new)
            case .finish(let source, let then): finish(source, then)
            case .record(let record): write(record)
            case .close: closeAll()
            }
        }
        guard lostRecords > 0 else { return }
        status.count { $0.recordsLost += lostRecords }
        let text = "\(lostRecords) records are missing here: they came faster than they could be written"
        write(.own(.warning, text, to: .all))
    }

    /// Begins to read a child's pipes.
    private func open(_ new: NewSource) {
        formatter.learn(new.name)
        let source = CapturedSource(new, file: new.file.flatMap { folder?.acquire($0) })
        sources[new.source] = source
        add(new.outputDescriptor, .output, to: source)
        add(new.errorDescriptor, .error, to: source)
        retireIfOver(source)
    }

    private func add(_ descriptor: Int32, _ stream: StandardStream, to source: CapturedSource) {
        let pipe = OutputPipe(token: nextToken, stream: stream, source: source, descriptor: descriptor)
        nextToken += 1
        pipes[pipe.token] = pipe
        source.pipes.append(pipe)
        status.count { $0.openPipes += 1 }
        let result = wak_epoll_add(epoll, descriptor, pipe.token)
        guard result < 0 else { return }
        let why = ErrorText.of(-result)
        write(.own(.error, "cannot listen to '\(source.name)': \(why); its output is lost", to: .all))
        end(pipe)
    }

    /// Takes what the child has left in its pipes, and answers.
    ///
    /// A grandchild that holds them is read on, and not waited for.
    private func finish(_ id: SourceID, _ then: @escaping @Sendable ([CapturedLine]) -> Void) {
        let lines: [CapturedLine]
        if let source = sources[id] {
            drain(source)
            lines = source.tail.last(configuration.rememberedLines)
            source.isFinished = true
            retireIfOver(source)
        } else {
            lines = []
        }
        callbackQueue.async { then(lines) }
    }

    /// Reads as much as was there at the beginning, however fast a grandchild adds more.
    private func drain(_ source: CapturedSource) {
        for pipe in source.pipes where pipe.descriptor >= 0 {
            var remaining = Int(wak_pipe_unread(pipe.descriptor))
            while remaining > 0 {
                let count = read(pipe, atMost: remaining)
                guard count > 0 else { break }
                remaining -= count
            }
            // The end of file, when nobody else holds the pipe.
            if pipe.descriptor >= 0 { read(pipe, atMost: Self.readSize) }
            flushUnfinished(pipe)
        }
        polled.removeAll { $0.attention == .closed }
        paused.removeAll { $0.attention == .closed }
    }

    /// Forgets a child whose end has been told and whose pipes are closed.
    func retireIfOver(_ source: CapturedSource) {
        guard source.isFinished, !source.hasOpenPipe, sources.removeValue(forKey: source.id) != nil else { return }
        source.pipes = []
        if let file = source.file { folder?.release(file) }
        status.forget(source.id)
    }

    /// Takes what is left everywhere and closes everything.
    private func closeAll() {
        isClosing = true
        for source in Array(sources.values) {
            drain(source)
            for pipe in source.pipes where pipe.descriptor >= 0 { end(pipe) }
            source.isFinished = true
            retireIfOver(source)
        }
        endTurn()
        log?.close()
        log = nil
        // What the closing of the log itself has brought.
        endTurn()
        console.close()
    }
}
