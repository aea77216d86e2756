import Kernel
import Synchronization

/// The last lines of one child; any thread may ask, none waits for a disk.
final class LineTail: Sendable {
    /// More of a line than this is not remembered.
    static let longestLine = 2_048

    private struct Ring {
        var lines: [CapturedLine] = []
        var next = 0
    }

    private let capacity: Int
    private let ring = Mutex(Ring())

    init(capacity: Int) {
        self.capacity = max(capacity, 0)
    }

    /// Returns the last `count` lines, oldest first.
    func last(_ count: Int) -> [CapturedLine] {
        ring.withLock { ring in
            let ordered = ring.lines[ring.next...] + ring.lines[..<ring.next]
            return Array(ordered.suffix(max(count, 0)))
        }
    }

    /// Remembers the last ones of many lines, each of which ends in a newline.
    func remember(lines: UnsafeRawBufferPointer, stream: StandardStream, time: Timestamp) {
        var start = lines.count
        var found = 0
        while start > 0, found < capacity {
            start = wak_through_last_newline(lines.baseAddress, start - 1)
            found += 1
        }
        ring.withLock { ring in
            while start < lines.count {
                let rest = UnsafeRawBufferPointer(rebasing: lines[start...])
                let length = rest.firstIndex(of: 0x0A) ?? rest.count
                let text = UnsafeRawBufferPointer(rebasing: rest[..<length])
                put(text, isWhole: true, stream: stream, time: time, into: &ring)
                start += length + 1
            }
        }
    }

    /// Remembers part of a line.
    func remember(piece: UnsafeRawBufferPointer, stream: StandardStream, time: Timestamp) {
        ring.withLock { put(piece, isWhole: false, stream: stream, time: time, into: &$0) }
    }

    private func put(
        _ text: UnsafeRawBufferPointer,
        isWhole: Bool,
        stream: StandardStream,
        time: Timestamp,
        into ring: inout Ring
    ) {
        guard capacity > 0 else { return }
        let kept = text.prefix(Self.longestLine)
        let whole = isWhole && kept.count == text.count
        guard ring.lines.count >= capacity, ring.lines.indices.contains(ring.next) else {
            ring.lines.append(
                CapturedLine(stream: stream, time: time.nanoseconds, bytes: Array(kept), isWhole: whole)
            )
            return
        }
        // The place of the oldest line is used again, with its memory: a busy child costs no allocation.
        ring.lines[ring.next].bytes.removeAll(keepingCapacity: true)
        ring.lines[ring.next].bytes.append(contentsOf: kept)
        ring.lines[ring.next].stream = stream
        ring.lines[ring.next].time = time.nanoseconds
        ring.lines[ring.next].isWhole = whole
        ring.next = (ring.next + 1) % capacity
    }
}
