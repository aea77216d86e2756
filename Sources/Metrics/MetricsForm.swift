/// The forms in which metrics are given.
public enum MetricsForm: Hashable, Sendable, CaseIterable {
    /// The text form of Prometheus, 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.
    case openMetrics
}
