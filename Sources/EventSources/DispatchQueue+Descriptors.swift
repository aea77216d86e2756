import Dispatch
import Glibc
import Kernel

extension DispatchQueue {
    /// What is waited for at a descriptor.
    public enum Readiness {
        /// That there is something to read.
        case reading
        /// That there is room to write.
        case writing
    }

    /// Makes a source for a descriptor whose other side may hang up; it is told of that, too.
    ///
    /// Dispatch itself must never see a descriptor hang up: it then goes on using memory that it has freed, and the
    /// process dies now and then (`wak_watch`). So it watches a descriptor of the kernel's that watches this one.
    ///
    /// - Parameters:
    ///   - readiness: what is waited for.
    ///   - descriptor: a pipe or a socket.
    ///   - released: called once, when the source has been cancelled and has let go of the descriptor.
    /// - Returns: the source, not activated.
    public func source(
        for readiness: Readiness,
        _ descriptor: Int32,
        released: @escaping () -> Void
    ) -> any DispatchSourceRead {
        let watch = wak_watch(descriptor, readiness == .writing ? 1 : 0)
        // Out of descriptors: better the small risk than not to hear at all.
        let watched = watch >= 0 ? watch : descriptor
        let source = DispatchSource.makeReadSource(fileDescriptor: watched, queue: self)
        source.setCancelHandler {
            if watch >= 0 { close(watch) }
            released()
        }
        return source
    }
}
