import RoleModel

extension LinuxExtensions {
    /// Returns a limit of time: what is written, none where that is written, else the default.
    func limit(_ limit: Limit, default otherwise: Duration?) -> Duration? {
        if unlimited.contains(limit) { return nil }
        return switch limit {
        case .timeout: timeout ?? otherwise
        case .readinessTimeout: readinessTimeout ?? otherwise
        case .stopTimeout: stopTimeout ?? otherwise
        }
    }
}

extension Duration {
    /// What stands for "without a limit" where there must be a duration: longer than anything that can be written.
    static let longest = Duration.seconds(1_000 * 86_400)

    /// Whether it is as good as for ever.
    var isEndless: Bool { self >= .longest }
}
