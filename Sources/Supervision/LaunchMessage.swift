import Glibc
import Kernel
import Lifecycle

/// An order as `walaunch` reads it: the header and the body in one piece, and the descriptors that go along.
struct LaunchMessage {
    private(set) var bytes: [UInt8] = []
    private(set) var descriptors: [Int32] = []

    /// Writes the order down; fails with what `walaunch` could not read.
    static func make(_ order: LaunchOrder) -> Result<LaunchMessage, StartFailure> {
        var message = LaunchMessage()
        if let failure = message.write(order) { return .failure(failure) }
        return .success(message)
    }

    /// Names the slot; the last thing before it is sent.
    mutating func setSlot(_ slot: Int) {
        bytes.withUnsafeMutableBytes { memory in
            memory.storeBytes(
                of: UInt32(truncatingIfNeeded: slot),
                toByteOffset: MemoryLayout<wak_launch_header>.offset(of: \.slot) ?? 0,
                as: UInt32.self
            )
        }
    }

    private mutating func write(_ order: LaunchOrder) -> StartFailure? {
        let targets = order.placedDescriptors
        guard targets.count <= Int(WAK_LAUNCH_DESCRIPTORS) else {
            return StartFailure(stage: "handing over \(targets.count) descriptors", error: E2BIG)
        }
        guard !order.arguments.isEmpty else {
            return StartFailure(stage: "passing an empty list of arguments", error: EINVAL)
        }
        descriptors = targets.map(\.descriptor)
        bytes.reserveCapacity(8 << 10)
        append(wak_launch_header())
        append(fields(of: order))
        for limit in order.limits { append(wireLimit(limit)) }
        for group in order.credentials?.supplementaryGroups ?? [] { append(group) }
        for target in targets { append(target.number) }
        if let failure = writeStrings(of: order) { return failure }
        let size = bytes.count - MemoryLayout<wak_launch_header>.size
        guard size <= Int(WAK_LAUNCH_BODY_LIMIT) else {
            return StartFailure(stage: "passing \(size) bytes of arguments and environment", error: E2BIG)
        }
        setHeader(bodySize: size)
        return nil
    }

    private mutating func writeStrings(of order: LaunchOrder) -> StartFailure? {
        let parts: [(String, [String])] = [
            ("the program's name", [order.program]), ("the working directory", [order.workingDirectory]),
            ("an argument", order.arguments), ("an environment variable", order.environment),
        ]
        for (what, strings) in parts {
            for string in strings where !append(string) {
                return StartFailure(stage: "passing \(what) with a NUL byte in it", error: EINVAL)
            }
        }
        return nil
    }

    private func fields(of order: LaunchOrder) -> wak_launch_fields {
        var fields = wak_launch_fields()
        if order.newSession { fields.flags |= WAK_LAUNCH_NEW_SESSION.rawValue }
        if order.noNewPrivileges { fields.flags |= WAK_LAUNCH_NO_NEW_PRIVILEGES.rawValue }
        if order.dropsCapabilities { fields.flags |= WAK_LAUNCH_DROP_CAPABILITIES.rawValue }
        if let credentials = order.credentials {
            fields.flags |= WAK_LAUNCH_CREDENTIALS.rawValue
            fields.user = credentials.user
            fields.group = credentials.group
            fields.group_count = UInt32(truncatingIfNeeded: credentials.supplementaryGroups.count)
        }
        if let mask = order.fileModeMask {
            fields.flags |= WAK_LAUNCH_FILE_MODE_MASK.rawValue
            fields.file_mode_mask = mask
        }
        fields.parent_death_signal = order.parentDeathSignal
        fields.limit_count = UInt32(truncatingIfNeeded: order.limits.count)
        fields.argument_count = UInt32(truncatingIfNeeded: order.arguments.count)
        fields.environment_count = UInt32(truncatingIfNeeded: order.environment.count)
        return fields
    }

    private func wireLimit(_ limit: ResourceLimit) -> wak_launch_limit {
        wak_launch_limit(
            resource: limit.resource.rawValue,
            strict: limit.isStrict ? 1 : 0,
            soft: limit.soft,
            hard: limit.hard
        )
    }

    private mutating func setHeader(bodySize: Int) {
        let header = wak_launch_header(
            magic: WAK_LAUNCH_MAGIC,
            slot: 0,
            body_size: UInt32(truncatingIfNeeded: bodySize),
            descriptor_count: UInt32(truncatingIfNeeded: descriptors.count)
        )
        withUnsafeBytes(of: header) { source in
            for (index, byte) in source.enumerated() { bytes[index] = byte }
        }
    }

    private mutating func append<Value: BitwiseCopyable>(_ value: Value) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }

    /// Appends the string and its end; returns whether it has none within.
    private mutating func append(_ string: String) -> Bool {
        var string = string
        return string.withUTF8 { text in
            if let base = text.baseAddress, memchr(base, 0, text.count) != nil { return false }
            bytes.append(contentsOf: text)
            bytes.append(0)
            return true
        }
    }
}

extension LaunchOrder {
    /// Every descriptor of the child but 0, with its number there.
    var placedDescriptors: [ExtraDescriptor] {
        var placed: [ExtraDescriptor] = []
        if let standardOutput { placed.append(ExtraDescriptor(number: 1, descriptor: standardOutput)) }
        if let standardError { placed.append(ExtraDescriptor(number: 2, descriptor: standardError)) }
        return placed + extraDescriptors
    }
}
