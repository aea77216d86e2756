import ControlSocket
import Glibc
import JSONText

/// Does what an operator asks for: the client's side of the control socket (behaviour H1, H2).
public struct Operator {
    let call: OperatorCall
    let output: OperatorOutput
    let finding: RoleFinding

    /// Prepares a command.
    public init(_ call: OperatorCall, output: OperatorOutput = .standard) {
        self.init(call, output: output, folders: ControlFolder.all())
    }

    init(_ call: OperatorCall, output: OperatorOutput, folders: [ControlFolder]) {
        self.call = call
        self.output = output
        finding = RoleFinding(folders: folders, currentFolder: call.currentFolder)
    }

    /// Does it and returns how it ended.
    public func run() -> OperatorExit {
        do throws(OperatorFailure) {
            return try perform()
        } catch {
            output.complain("wahostbootstrapper: \(error.text)\n")
            return error.exit
        }
    }

    private func perform() throws(OperatorFailure) -> OperatorExit {
        switch call.command {
        case .status:
            if call.checks { return check() }
            if let limit = call.readyWithin { return try waitReady(limit) }
            return call.watches ? try watch() : try status()
        case .stop: return try stop()
        case .recycle:
            let answer = try ask(.init(.recycle), at: try socket(of: role(atMost: 0)))
            return say("\(Self.instance(answer)) stops in order, to begin again\n")
        case .restart: return try restart()
        case .signal: return try signal()
        case .updateConfiguration: return try updateConfiguration()
        case .list: return list()
        case .events: return try events()
        case .logs: return try logs()
        case .why: return try why()
        case .timeline: return try timeline()
        }
    }

    /// Writes; whoever reads no more has had enough, which is no fault.
    func say(_ text: String) -> OperatorExit {
        _ = output.say(text)
        return .done
    }

    // MARK: Which role

    /// Returns where the role's socket is.
    func socket(of name: String?) throws(OperatorFailure) -> String {
        if let socket = call.socket { return socket }
        return try finding.socket(of: name)
    }

    /// Returns the operand that names the role, when there are not more than so many others behind it.
    func role(atMost others: Int) throws(OperatorFailure) -> String? {
        let most = call.socket == nil ? others + 1 : others
        guard call.operands.count <= most else {
            throw OperatorFailure(.usage, "cannot use '\(call.operands[most])': that is one word too many")
        }
        return call.operands.count > others ? call.operands.first : nil
    }

    /// Asks one thing.
    func ask(_ request: ControlRequest, at path: String) throws(OperatorFailure) -> JSON {
        do throws(ControlClient.Failure) {
            return try ControlClient(path: path).ask(request).answer
        } catch {
            throw OperatorFailure(error, at: path)
        }
    }

    /// Asks to be told.
    func follow(_ command: ControlCommand, at path: String) throws(OperatorFailure) -> ControlStream {
        do throws(ControlClient.Failure) {
            return try ControlClient(path: path).follow(ControlRequest(command, [("follow", .bool(true))]))
        } catch {
            throw OperatorFailure(error, at: path)
        }
    }

    static func instance(_ answer: JSON) -> String { DisplayText.printable(answer["instance"]?.text ?? "the role") }

    // MARK: Orders

    private func restart() throws(OperatorFailure) -> OperatorExit {
        guard let task = call.operands.last else {
            throw OperatorFailure(.usage, "cannot restart without a task: write its number or name, or host")
        }
        let path = try socket(of: role(atMost: 1))
        let answer = try ask(ControlRequest(.restart, [("task", .string(task))]), at: path)
        let name = DisplayText.printable(answer["name"]?.text ?? task)
        if case .bool(true)? = answer["recycles"] {
            return say("\(name) begins after the startup tasks, and with them: \(Self.instance(answer)) is recycled\n")
        }
        return say("\(name) is told to end and started again; once more kills it\n")
    }

    private func signal() throws(OperatorFailure) -> OperatorExit {
        guard call.operands.count >= 2, let written = call.operands.last else {
            throw OperatorFailure(.usage, "cannot send a signal without a task and a signal: write TASK SIGNAL")
        }
        guard let number = SignalTable.number(written) else {
            throw OperatorFailure(.usage, "cannot use signal '\(written)': write a name such as TERM, or a number")
        }
        let path = try socket(of: role(atMost: 2))
        let task = call.operands[call.operands.count - 2]
        let request = ControlRequest(.signal, [("task", .string(task)), ("signal", .integer(number))])
        let name = DisplayText.printable(try ask(request, at: path)["name"]?.text ?? task)
        return say("\(SignalTable.name(Int32(number))) is sent to \(name)\n")
    }

    private func stop() throws(OperatorFailure) -> OperatorExit {
        let path = try socket(of: role(atMost: 0))
        // Who waits listens before he speaks: the end may come at once.
        let stream = call.waits ? try follow(.status, at: path) : nil
        let instance = Self.instance(try ask(.init(.stop), at: path))
        guard let stream else { return say("\(instance) stops in order; a second stop kills at once\n") }
        defer { stream.close() }
        while true {
            do throws(ControlClient.Failure) {
                guard try stream.next(within: nil) != nil else { return say("\(instance) has stopped\n") }
            } catch {
                throw OperatorFailure(error, at: path)
            }
        }
    }
}
