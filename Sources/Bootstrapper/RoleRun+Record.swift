import ControlSocket
import Dispatch
import Glibc
import Lifecycle
import LogCapture

/// Records of how incarnations ended, kept on the disk for `why` (behaviour H2).
extension RoleRun {
    /// What may be kept of a line, and of all lines of a process.
    private static let mostLineBytes = 1_024

    /// How long the last lines of the dead are waited for.
    private static let lastWordsTime = DispatchTimeInterval.milliseconds(300)

    /// Sees to it that the end of an incarnation is kept that another one follows, once its last words are there.
    func keepEndSoon() {
        guard record?.end != nil, !isEndScheduled else { return }
        isEndScheduled = true
        queue.asyncAfter(deadline: .now() + Self.lastWordsTime) { [weak self] in self?.keepEnd() }
    }

    /// Keeps it now, if that has not happened yet.
    func keepEnd() {
        isEndScheduled = false
        guard let record, let end = record.end else { return }
        keepTimeline(end.reason, at: end.at)
        _ = KeptRecord(incarnationRecord(record, end.reason, at: end.at, code: nil), in: recordFolder)
        self.record?.endIsKept()
    }

    /// Keeps the end of the run; returns what can be waited for.
    ///
    /// The disk is written to beside the queue: one that stalls holds up neither a stop nor the next incarnation.
    func keepEnd(_ reason: FinishReason, code: Int32) -> KeptRecord? {
        guard let record else { return nil }
        // Somebody who stops a role that waits for its next incarnation is not why the last one ended.
        let end = record.end ?? (reason, .now)
        keepTimeline(end.reason, at: end.at)
        return KeptRecord(incarnationRecord(record, end.reason, at: end.at, code: code), in: recordFolder)
    }

    private var recordFolder: String { role.folders.diagnosticStore + "/" + IncarnationRecord.folder }

    private func incarnationRecord(
        _ record: RunRecord,
        _ reason: FinishReason,
        at end: ContinuousClock.Instant,
        code: Int32?
    ) -> IncarnationRecord {
        var kept = IncarnationRecord()
        kept.role = role.plan.roleName
        kept.instance = role.plan.instanceID
        kept.deployment = role.plan.deploymentID
        kept.roleRoot = role.plan.roleRoot
        kept.pid = Int(getpid())
        kept.incarnation = record.incarnation
        kept.duration = end - record.incarnationBegan
        kept.began = WallClock.text(ago: .now - record.incarnationBegan)
        kept.ended = WallClock.text(ago: .now - end)
        kept.wasReady = record.wasReady
        kept.reason = .init(kind: reason.kind, text: story.verdict(reason))
        kept.code = code.map(Int.init)
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int.max) {
            kept.coreLimit = Int(limit.rlim_cur)
        }
        kept.suspects = story.suspects(reason).map(suspect)
        return kept
    }

    private func suspect(_ work: Work) -> IncarnationRecord.Suspect {
        var number: Int?
        if case .task(let index) = work { number = index + 1 }
        var suspect = IncarnationRecord.Suspect(task: number, name: story.shortName(of: work))
        if let death = record?.deaths[work] {
            suspect.pid = death.pid.map(Int.init)
            suspect.exit = StatusDocument.Exit(death.status)
            suspect.duration = death.lifetime
        }
        if let order = try? plainOrder(of: work) {
            suspect.program = order.program
            suspect.workingDirectory = order.workingDirectory
        }
        suspect.lines = (lastWords[work] ?? []).map {
            String(decoding: $0.bytes.prefix(Self.mostLineBytes), as: UTF8.self)
        }
        return suspect
    }
}

/// A record on its way to the disk.
final class KeptRecord: Sendable {
    static let queue = DispatchQueue(label: "wahostbootstrapper.records")
    private let isDone = DispatchSemaphore(value: 0)

    init(_ record: IncarnationRecord, in folder: String) {
        let line = record.json.line + [0x0A]
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let milliseconds = String(now.tv_sec * 1_000 + now.tv_nsec / 1_000_000)
        // Names in the order of time, and no two alike.
        let name = String(repeating: "0", count: max(0, 14 - milliseconds.count)) + "\(milliseconds)-\(getpid())"
        Self.queue.async { [isDone] in
            Self.write(line, name + ".json", in: folder)
            isDone.signal()
        }
    }

    /// Waits until it is written, or was not in time.
    func wait(atMost limit: Duration) {
        _ = isDone.wait(timeout: .now() + .milliseconds(Int(limit / .milliseconds(1))))
    }

    /// Writes it, and removes the oldest ones.
    private static func write(_ bytes: [UInt8], _ name: String, in folder: String) {
        guard replace(bytes, name, in: folder) else { return }
        let names = SystemFiles().entries(of: folder).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
        for name in names.sorted().dropLast(IncarnationRecord.mostKept) { unlink("\(folder)/\(name)") }
    }

    /// Writes a file as a whole or not at all, and returns whether it is there.
    static func replace(_ bytes: [UInt8], _ name: String, in folder: String) -> Bool {
        guard ResourceFolders.make(folder) == 0 else { return false }
        let (path, draft) = ("\(folder)/\(name)", "\(folder)/.\(name)")
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard file >= 0 else { return false }
        let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
        guard count == bytes.count, rename(draft, path) == 0 else {
            unlink(draft)
            return false
        }
        return true
    }
}
