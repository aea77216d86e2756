import Glibc
import RuntimeProtocol

/// The goal states of a server, one after the other, over one connection that stays open.
///
/// For one thread; the connection is closed when the stream goes.
public final class GoalStateStream {
    /// What waiting for the next goal state came to.
    public enum News: Hashable, Sendable {
        /// A goal state: the current one first, then each new one.
        case state(GoalState)
        /// None within the time.
        case late
        /// The descriptor that was given to wake the wait can be read.
        case woken
        /// The server has closed the connection; ask for a new stream.
        case ended
    }

    private let file: EndpointFile
    private let descriptor: Descriptor
    private var reader = ChunkReader()
    private var waiting: [[UInt8]] = []
    private var hasDelivered = false

    init(_ file: EndpointFile, _ descriptor: Descriptor) {
        self.file = file
        self.descriptor = descriptor
    }

    /// Waits for the next goal state.
    ///
    /// - Parameters:
    ///   - limit: how long; nil for as long as it takes.
    ///   - wake: a descriptor that ends the wait when it can be read.
    /// - Returns: what has come.
    /// - Throws: `unreachable` when the server closes before the first one, `malformed` when something else comes.
    public func next(within limit: Duration?, wake: Int32? = nil) throws(RuntimeClientFailure) -> News {
        let deadline = Deadline(after: limit)
        while true {
            if !waiting.isEmpty { return .state(try goalState(waiting.removeFirst())) }
            switch descriptor.wait(for: POLLIN, until: deadline, wake: wake) {
            case .late: return .late
            case .woken: return .woken
            case .ready: break
            }
            guard let piece = try file.read(descriptor) else { continue }
            guard !piece.isEmpty else {
                guard hasDelivered else { throw .closed(file.part, file.path) }
                return .ended
            }
            do { waiting = try reader.receive(piece) } catch {
                throw .malformed(file.part, file.path, error.description)
            }
        }
    }

    /// Returns the current goal state, which the server sends at once.
    public func first() throws(RuntimeClientFailure) -> GoalState {
        guard case .state(let goalState) = try next(within: file.limit) else {
            throw .late(file.part, file.path, file.limit)
        }
        return goalState
    }

    private func goalState(_ chunk: [UInt8]) throws(RuntimeClientFailure) -> GoalState {
        hasDelivered = true
        do { return try GoalState(xml: chunk) } catch {
            throw .malformed(file.part, file.path, error.description)
        }
    }
}
