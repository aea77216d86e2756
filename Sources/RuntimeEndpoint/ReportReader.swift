import Glibc
import RuntimeProtocol

/// One client of a current-state endpoint: what it writes is cut into reports, each taken as soon as it is complete.
final class ReportReader: ReadyNews {
    /// How many bytes are read before others are served.
    private static let batch = 4

    /// Who it is, for the log.
    let name: String
    /// When it came.
    let since = ContinuousClock.now
    /// Whether it is a socket, which may be closed without killing its client.
    let isSocket: Bool
    /// Called for each report.
    var onReport: ((StatusLeaseReport) -> Void)?
    /// Called with what it did wrong, beginning with "cannot".
    var onRefusal: ((String) -> Void)?
    /// Called once when it has ended; it is closed by then.
    var onEnd: ((ReportReader) -> Void)?

    private let descriptor: Int32
    private let set: ReadySet
    private var ticket: UInt64?
    private var splitter = CurrentStateSplitter()
    private var isClosed = false

    init(_ descriptor: Int32, isSocket: Bool, name: String, _ set: ReadySet) {
        self.descriptor = descriptor
        self.isSocket = isSocket
        self.name = name
        self.set = set
    }

    /// Begins; returns whether there is room for it.
    func begin() -> Bool {
        ticket = set.add(descriptor, self)
        return ticket != nil
    }

    /// Ends it; nothing is called afterwards.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        onReport = nil
        onRefusal = nil
        onEnd = nil
        if let ticket { set.remove(descriptor, ticket) }
        Glibc.close(descriptor)
    }

    func hasNews(isGone: Bool) {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            for _ in 0..<Self.batch {
                guard !isClosed else { return }
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
                guard count > 0 else { return finish() }
                take(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
            }
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        do throws(RuntimeProtocolFault) {
            for document in try splitter.receive(bytes) { take(document) }
        } catch {
            refuse(error)
            end()
        }
    }

    private func take(_ document: [UInt8]) {
        guard !isClosed else { return }
        do throws(RuntimeProtocolFault) {
            onReport?(try StatusLeaseReport(xml: document))
        } catch {
            refuse(error)
        }
    }

    private func finish() {
        if let rest = splitter.finish() { take(rest) }
        end()
    }

    private func refuse(_ fault: RuntimeProtocolFault) {
        onRefusal?("\(fault) (from \(name))")
    }

    private func end() {
        let onEnd = onEnd
        close()
        onEnd?(self)
    }
}
