import ControlSocket
import JSONText
import RoleModel

extension RoleRun {
    /// Takes another configuration file, and keeps to it if it is valid.
    func updateConfiguration(_ request: ControlRequest, _ peer: ControlPeer) throws(ControlFault) -> ControlReply {
        guard let path = request["path"]?.text, path.hasPrefix("/") else {
            throw ControlFault(.notFound, "cannot update the configuration without an absolute path in \"path\"")
        }
        let before = input.serviceConfiguration
        input.serviceConfiguration = path
        let outcome = changeConfiguration(.control(pid: peer.pid))
        if case .faulty(let diagnostics) = outcome {
            input.serviceConfiguration = before
            let faults = diagnostics.filter { $0.severity == .error }.map(\.rendered).joined(separator: "\n")
            throw ControlFault(
                .faultyFiles,
                "cannot use '\(path)': the running configuration stays in force\n" + faults
            )
        }
        if before != path, watch != nil {
            watch?.stop()
            watchConfiguration()
        }
        return .answer(outline(of: .updateConfiguration, members(of: outcome)))
    }

    private func members(of outcome: ConfigurationOutcome) -> [(String, JSON)] {
        switch outcome {
        case .faulty: [("result", .string("faulty"))]
        case .unchanged: [("result", .string("unchanged"))]
        case .announced(let number, let difference):
            [
                ("result", .string("announced")),
                ("incarnation", .integer(Int(truncatingIfNeeded: number))),
                ("changes", .string(difference.sentence)),
            ]
        case .waiting: [("result", .string("waiting"))]
        case .nextIncarnation: [("result", .string("recycles"))]
        case .nothingRuns: [("result", .string("later"))]
        }
    }
}
