import Dispatch
import Foundation

@testable import ControlSocket
@testable import OperatorCommands

/// A folder of control sockets with bootstrappers that only answer.
final class SocketFolder {
    let folder: URL
    private let queue = DispatchQueue(label: "socket-folder")

    init() throws {
        // Short: the path of a socket has at most 107 bytes.
        folder = URL(filePath: "/tmp/wahost-o-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Begins to answer under a name: every request with a status.
    func listen(_ name: String, roleRoot: String = "/") throws -> Closing {
        var document = StatusDocument()
        document.instance = String(name.split(separator: ".").last ?? "")
        document.phase = "ReadyRole"
        document.status = "ready"
        document.pid = 7
        document.roleRoot = roleRoot
        let json = document.json
        let server = try queue.sync {
            try ControlServer(path: folder.path + "/\(name).sock", queue: queue) { request, _ throws(ControlFault) in
                if request.command == .recycle { throw ControlFault(.notPossible, "cannot recycle here") }
                return .answer(json)
            }
        }
        return Closing { [queue] in queue.sync { server.close() } }
    }

    /// Leaves a socket on which nobody listens any longer.
    func leave(_ name: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = folder.path + "/\(name).sock"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    /// Runs a command among these sockets only.
    func run(_ call: OperatorCall) -> (exit: OperatorExit, output: String, complaint: String) {
        let heard = Heard()
        let output = OperatorOutput(
            style: TextStyle(),
            say: {
                heard.output += $0
                return true
            },
            complain: { heard.complaint += $0 }
        )
        let exit = Operator(call, output: output, folders: [ControlFolder(path: folder.path)]).run()
        return (exit, heard.output, heard.complaint)
    }

    private final class Heard {
        var output = ""
        var complaint = ""
    }
}

/// Something that is ended.
struct Closing {
    let close: () -> Void
}
