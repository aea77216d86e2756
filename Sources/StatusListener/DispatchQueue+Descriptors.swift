import Dispatch
import Glibc
import Kernel

extension DispatchQueue {
    /// Makes a source for a socket whose other side may hang up; it is told of that, too.
    ///
    /// Dispatch itself must never see a descriptor hang up (`wak_watch`): it watches one that watches this one.
    ///
    /// - Parameters:
    ///   - descriptor: a connected socket.
    ///   - writes: whether room to write is waited for, else something to read.
    ///   - released: called once, when the source has been cancelled and has let go of the socket.
    /// - Returns: the source, not activated.
    func source(of descriptor: Int32, writes: Bool, released: @escaping () -> Void) -> any DispatchSourceRead {
        let watch = wak_watch(descriptor, writes ? 1 : 0)
        // Out of descriptors: better the small risk than not to hear at all.
        let watched = watch >= 0 ? watch : descriptor
        let source = DispatchSource.makeReadSource(fileDescriptor: watched, queue: self)
        source.setCancelHandler {
            if watch >= 0 { close(watch) }
            released()
        }
        return source
    }

    /// Starts a timer that fires once at a moment, unless it is cancelled before.
    func timer(at moment: ContinuousClock.Instant, _ handler: @escaping () -> Void) -> any DispatchSourceTimer {
        let milliseconds = Int(((moment - .now) / .milliseconds(1)).rounded(.up).clamped(to: 1...86_400_000))
        let source = DispatchSource.makeTimerSource(queue: self)
        source.schedule(deadline: .now() + .milliseconds(milliseconds))
        source.setEventHandler(handler: handler)
        source.activate()
        return source
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        isNaN ? range.lowerBound : min(max(self, range.lowerBound), range.upperBound)
    }
}
