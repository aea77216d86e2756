import StatusListener

/// Who may ask from outside how the role is.
public struct ListenerOptions: Sendable {
    /// `--readiness-listener`.
    public var readiness: ListenerAddress?
    /// `--agent-check`.
    public var agentCheck: ListenerAddress?
    /// `--azure-probe`.
    public var azureProbe: ListenerAddress?
    /// `--status-page`.
    public var hasPage: Bool

    /// Whether anything is opened at all.
    var isWanted: Bool { readiness != nil || agentCheck != nil || azureProbe != nil }

    /// Checks what was parsed.
    ///
    /// - Throws: a usage error for an address that can not be read, and for a page without an address.
    init(_ parsed: ParsedOptions) throws(UsageError) {
        readiness = try Self.address(parsed, .readinessListener)
        agentCheck = try Self.address(parsed, .agentCheck)
        azureProbe = try Self.address(parsed, .azureProbe)
        hasPage = parsed.has(.statusPage)
        guard hasPage, readiness == nil else { return }
        throw UsageError(
            "cannot use --status-page alone: the page is on the readiness listener; write --readiness-listener ADDRESS, too",
            command: parsed.command
        )
    }

    private static func address(
        _ parsed: ParsedOptions,
        _ name: OptionDefinition.Name
    ) throws(UsageError) -> ListenerAddress? {
        guard let value = parsed.value(name) else { return nil }
        do throws(ListenerFailure) {
            return try ListenerAddress(value.text)
        } catch {
            throw UsageError(
                "cannot use \(value.origin) '\(value.text)': \(error.reason)",
                command: parsed.command
            )
        }
    }
}
