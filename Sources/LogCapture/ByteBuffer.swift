/// Bytes being put together for a sink: grows, is emptied, keeps its memory.
final class ByteBuffer {
    private(set) var count = 0
    private var base: UnsafeMutableRawPointer
    private var capacity: Int

    init(capacity: Int = 4_096) {
        self.capacity = max(capacity, 64)
        base = .allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    /// What has been put in; valid until the next change.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// A copy of what has been put in.
    var array: [UInt8] { [UInt8](bytes) }

    func removeAll() { count = 0 }

    func append(_ other: UnsafeRawBufferPointer) {
        guard let start = other.baseAddress, !other.isEmpty else { return }
        reserve(other.count)
        (base + count).copyMemory(from: start, byteCount: other.count)
        count += other.count
    }

    func append(_ other: [UInt8]) {
        other.withUnsafeBytes { append($0) }
    }

    func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func append(string: String) {
        var text = string
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    func append(byte: UInt8) {
        reserve(1)
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    /// Appends a number that is not negative in at least so many digits.
    func append(_ number: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<max(digits, 1) { divisor *= 10 }
        let value = max(number, 0)
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(byte: 0x30 + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// Lets `fill` write behind the end, and takes as many bytes as it returns.
    func fill(room: Int, _ fill: (UnsafeMutableRawPointer) -> Int) {
        reserve(room)
        count += min(max(fill(base + count), 0), room)
    }

    private func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let wanted = max(capacity * 2, count + more)
        let grown = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 16)
        grown.copyMemory(from: base, byteCount: count)
        base.deallocate()
        (base, capacity) = (grown, wanted)
    }
}
