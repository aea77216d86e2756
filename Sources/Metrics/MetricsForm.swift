/// The forms in which metrics are given.
public enum MetricsForm: Hashable, Sendable, CaseIterable {
    /// The text form of Prometheus, 0.0.4.
    case prometheus
    /// OpenMetrics 1.0.
    case openMetrics

    /// What HTTP calls it.
    public var contentType: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }
}
