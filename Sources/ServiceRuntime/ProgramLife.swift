/// The life of a role program, from the first line of `main` to its exit code.
struct ProgramLife {
    /// What may happen while the role runs.
    private enum News: Sendable {
        /// `run` has returned.
        case returned
        /// `run` has thrown.
        case failed(String)
        /// The instance stops; the event is held until the role has ended its work.
        case stopping(RoleEnvironmentStopping)
        /// The instance stops without an event: it has been raised before.
        case signalled
    }

    private let role: any RoleEntryPoint

    init(_ role: any RoleEntryPoint) { self.role = role }

    /// Lives; returns the exit code.
    func run() async -> Int32 {
        let (news, reporter) = AsyncStream<News>.makeStream()
        StopSignals.onSignal {
            RoleEnvironment.events.stop()
            reporter.yield(.signalled)
        }
        RoleEnvironment.events.setLife { reporter.yield(.stopping($0)) }
        let isInRole = RoleEnvironment.isAvailable
        if isInRole { attempt { try RoleEnvironment.setStatus(.busy) } }
        guard await starts() else { return ProcessEnd.notStarted }
        if isInRole { attempt { try RoleEnvironment.setStatus(.ready) } }
        let work = Task { [role] in
            do {
                try await role.run()
                reporter.yield(.returned)
            } catch {
                reporter.yield(.failed("\(error)"))
            }
        }
        return await live(news, work, isInRole: isInRole)
    }

    private func starts() async -> Bool {
        do {
            if try await role.onStart() { return true }
            Complaint.write("onStart returned false: the role does not start")
        } catch {
            Complaint.write("cannot start the role: onStart failed: \(error)")
        }
        return false
    }

    private func live(_ news: AsyncStream<News>, _ work: Task<Void, Never>, isInRole: Bool) async -> Int32 {
        for await event in news {
            switch event {
            case .failed(let reason):
                Complaint.write("cannot go on: run failed: \(reason)")
                return ProcessEnd.failed
            case .returned:
                // The bootstrapper answers with `stopping`; where there is none, this is the end.
                guard isInRole, attempt({ try RoleEnvironment.requestRecycle() }) else {
                    await role.onStop()
                    return 0
                }
            case .stopping, .signalled:
                work.cancel()
                await role.onStop()
                if isInRole { attempt { try RoleEnvironment.runtime.backend().reportStopped() } }
                // Letting go of it earlier would report Stopped while the work still ends.
                withExtendedLifetime(event) {}
                return 0
            }
        }
        return 0
    }

    /// A role that can not report can still work.
    @discardableResult private func attempt(_ report: () throws -> Void) -> Bool {
        do {
            try report()
            return true
        } catch {
            Complaint.write("\(error)")
            return false
        }
    }
}
