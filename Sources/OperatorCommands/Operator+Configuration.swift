import ControlSocket

/// `update-configuration` (behaviour E4).
extension Operator {
    func updateConfiguration() throws(OperatorFailure) -> OperatorExit {
        guard let written = call.operands.last else {
            throw OperatorFailure(.usage, "cannot update the configuration without a file: write its path")
        }
        let file = written.hasPrefix("/") ? written : call.currentFolder + "/" + written
        let path = try socket(of: role(atMost: 1))
        let answer = try ask(ControlRequest(.updateConfiguration, [("path", .string(file))]), at: path)
        let instance = Self.instance(answer)
        switch answer["result"]?.text {
        case "unchanged": return say("\(instance) has this configuration already\n")
        case "announced":
            let number = answer["incarnation"]?.integer.map { " as incarnation \($0)" } ?? ""
            let what = DisplayText.printable(answer["changes"]?.text ?? "the configuration has changed")
            return say("\(instance): \(what); announced\(number)\n")
        case "waiting": return say("\(instance) takes it over as soon as it can be told\n")
        case "recycles": return say("\(instance) stops in order, to begin again with it\n")
        default: return say("\(instance) takes it over when it begins again\n")
        }
    }
}
