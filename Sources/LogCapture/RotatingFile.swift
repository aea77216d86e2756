import Glibc
import Kernel

/// A file that only grows at its end, up to a size, and is then renamed and begun anew.
///
/// The present file is `x`, the one before it `x.1`, and so on. No fault of the disk comes out of here.
final class RotatingFile {
    /// After a fault the disk is left alone for so long.
    static let restAfterFault: Int64 = 1_000_000_000

    let path: String
    private let maximumCount: Int
    private let maximumSize: () -> Int
    private let beginsNew: Bool
    private let ledger: FaultLedger
    private let marker: (LostOutput) -> [UInt8]
    private let changed: (Int) -> Void
    private var descriptor: Int32 = -1
    private var size = 0
    private var wasOpen = false
    private var lost: LostOutput?
    /// All lines that it could not take.
    private(set) var linesLost = 0

    /// Creates the description of a file; nothing is opened before the first byte.
    ///
    /// - Parameters:
    ///   - path: the file, absolute.
    ///   - maximumCount: how many files are kept, the present one included.
    ///   - maximumSize: how large a file may become, asked anew each time.
    ///   - beginsNew: whether what an earlier run has left is renamed first.
    ///   - ledger: is told of faults.
    ///   - marker: the line that tells in the file itself what is missing there.
    ///   - changed: is told by how many bytes the file and its older ones have grown or shrunk.
    init(
        path: String,
        maximumCount: Int,
        maximumSize: @escaping () -> Int,
        beginsNew: Bool,
        ledger: FaultLedger,
        marker: @escaping (LostOutput) -> [UInt8],
        changed: @escaping (Int) -> Void = { _ in }
    ) {
        self.path = path
        self.maximumCount = max(maximumCount, 1)
        self.maximumSize = maximumSize
        self.beginsNew = beginsNew
        self.ledger = ledger
        self.marker = marker
        self.changed = changed
    }

    deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

    /// Appends bytes; a line is never divided between two files unless it is longer than a file may be.
    func append(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty else { return }
        var rest = bytes
        if lost != nil, !resume(with: &rest) { return lose(rest) }
        while !rest.isEmpty {
            let problem = writeSome(of: &rest)
            guard problem == 0 else { return fail(problem, rest) }
        }
    }

    /// Closes the file; what it could not take is said there, if it can be.
    func close() {
        if lost != nil {
            var nothing = UnsafeRawBufferPointer(start: nil, count: 0)
            lost?.retryAt = Int64.min
            if !resume(with: &nothing) { ledger.settled(self, isWritten: false) }
            lost = nil
        }
        closeDescriptor()
    }

    /// Writes what fits below the size; 0 or the error number.
    ///
    /// What was written is gone from `rest`, by whole lines.
    private func writeSome(of rest: inout UnsafeRawBufferPointer) -> Int32 {
        let problem = open()
        guard problem == 0 else { return problem }
        let fitting = fittingCount(rest)
        guard fitting > 0 else { return rotate() }
        let part = UnsafeRawBufferPointer(rebasing: rest[..<fitting])
        let outcome = write(part)
        rest = UnsafeRawBufferPointer(rebasing: rest[outcome.kept...])
        return outcome.problem
    }

    /// How much goes into the present file: all, whole lines, or nothing.
    private func fittingCount(_ bytes: UnsafeRawBufferPointer) -> Int {
        let room = max(maximumSize() - size, 0)
        guard bytes.count > room else { return bytes.count }
        let lines = wak_through_last_newline(bytes.baseAddress, room)
        if lines > 0 || size > 0 { return lines }
        return bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }

    /// Writes all, or, on a fault, as many whole lines as were taken.
    private func write(_ bytes: UnsafeRawBufferPointer) -> (kept: Int, problem: Int32) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let result = wak_write(descriptor, rest.baseAddress, rest.count)
            guard result <= 0 else {
                done += result
                continue
            }
            let kept = wak_through_last_newline(bytes.baseAddress, done)
            if kept < done { ftruncate(descriptor, off_t(size + kept)) }
            grow(by: kept)
            return (kept, result == 0 ? EIO : Int32(-result))
        }
        grow(by: done)
        return (done, 0)
    }

    private func grow(by count: Int) {
        size += count
        if count > 0 { changed(count) }
    }

    private func closeDescriptor() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
        size = 0
    }
}

// MARK: - Opening and rotating

extension RotatingFile {
    private func open() -> Int32 {
        guard descriptor < 0 else { return 0 }
        if !wasOpen {
            let problem = OlderFiles.makeFolder(of: path)
            guard problem == 0 else { return problem }
            changed(-OlderFiles.removeSurplus(of: path, keeping: maximumCount))
        }
        if beginsNew, !wasOpen, OlderFiles.size(of: path) > 0 {
            let problem = shift()
            guard problem == 0 else { return problem }
        }
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { return errno }
        wasOpen = true
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? max(Int(status.st_size), 0) : 0
        return endLeftLine()
    }

    /// An earlier child may have ended without a newline; the next one's line does not go on there.
    private func endLeftLine() -> Int32 {
        var last: UInt8 = 0x0A
        guard size > 0, pread(descriptor, &last, 1, off_t(size - 1)) == 1, last != 0x0A else { return 0 }
        return [UInt8(0x0A)].withUnsafeBytes { write($0).problem }
    }

    private func rotate() -> Int32 {
        closeDescriptor()
        return shift()
    }

    private func shift() -> Int32 {
        let outcome = OlderFiles.shift(path, keeping: maximumCount)
        changed(-outcome.removed)
        return outcome.problem
    }
}

// MARK: - Faults

extension RotatingFile {
    private func fail(_ problem: Int32, _ bytes: UnsafeRawBufferPointer) {
        lost = LostOutput(problem: problem, retryAt: Timestamp.monotonic &+ Self.restAfterFault)
        ledger.failed(self, problem)
        lose(bytes)
        // The next attempt finds the folder as it is then.
        closeDescriptor()
    }

    private func lose(_ bytes: UnsafeRawBufferPointer) {
        guard var current = lost else { return }
        let lines = wak_newline_count(bytes.baseAddress, bytes.count)
        linesLost += lines
        current.lines += lines
        current.bytes += bytes.count
        lost = current
        ledger.lose(lines: lines, bytes: bytes.count, current.problem)
    }

    /// Writes the marker and the first lines together, so that a disk with room for the marker alone is not taken for a sound one.
    private func resume(with rest: inout UnsafeRawBufferPointer) -> Bool {
        guard let missing = lost, Timestamp.monotonic >= missing.retryAt else { return false }
        let head = headCount(of: rest)
        let text = marker(missing) + rest[..<head]
        var problem = open()
        if problem == 0, size > 0, size + text.count > maximumSize() { problem = rotate() }
        if problem == 0 { problem = open() }
        if problem == 0 { problem = writeAll(text) }
        guard problem == 0 else {
            closeDescriptor()
            lost?.retryAt = Timestamp.monotonic &+ Self.restAfterFault
            return false
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[head...])
        lost = nil
        ledger.settled(self, isWritten: true)
        return true
    }

    private func headCount(of bytes: UnsafeRawBufferPointer) -> Int {
        let lines = wak_through_last_newline(bytes.baseAddress, min(bytes.count, 16_384))
        return lines > 0 ? lines : min(bytes.count, 16_384)
    }

    private func writeAll(_ text: [UInt8]) -> Int32 {
        let before = size
        return text.withUnsafeBytes { bytes in
            let outcome = write(bytes)
            guard outcome.problem != 0 else { return 0 }
            ftruncate(descriptor, off_t(before))
            changed(before - size)
            size = before
            return outcome.problem
        }
    }
}
