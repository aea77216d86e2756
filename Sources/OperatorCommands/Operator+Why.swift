import ControlSocket
import Glibc
import JSONText

/// `why`: how the last incarnations ended, whether a role runs or not.
extension Operator {
    func why() throws(OperatorFailure) -> OperatorExit {
        let name = try role(atMost: 0)
        let (document, folder) = try past(of: name)
        let records = folder.records.filter { record in name.map { record.isCalled($0) } ?? true }
        if call.isJSON {
            let json = JSON.object([
                ("version", .integer(ControlRequest.version)), ("logFolder", .string(folder.path)),
                ("incarnations", .array(records.map(\.json))),
            ])
            return say(String(decoding: json.line, as: UTF8.self) + "\n")
        }
        let text = WhyText(records, now: document, logs: folder.path, style: output.style)
        return say(text.text)
    }

    /// The role that runs, if one does, and the records of what ended.
    private func past(of name: String?) throws(OperatorFailure) -> (StatusDocument?, RecordFolders.Folder) {
        do throws(OperatorFailure) {
            let document = StatusDocument(try ask(.init(.status), at: try socket(of: name)))
            return (document, RecordFolders.read(document.logFolder))
        } catch {
            guard error.exit == .absent, call.socket == nil else { throw error }
        }
        let folders = RecordFolders(call.resources).all
        let named = folders.last { folder in name.map { name in folder.records.contains { $0.isCalled(name) } } ?? true
        }
        guard let folder = named else {
            throw OperatorFailure(
                .noInput,
                "cannot tell of an end: no record of one\(name.map { " of '\($0)'" } ?? "") is in '\(call.resources)'; for a "
                    + "role run with --resources DIR write the same here"
            )
        }
        if name == nil, folders.count > 1 {
            let others = folders.dropLast().compactMap { $0.records.last?.instance }.joined(separator: ", ")
            output.complain("also kept: \(DisplayText.printable(others)); write the name to see one\n")
        }
        return (nil, folder)
    }
}
