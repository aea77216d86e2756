extension HTTPRequest {
    /// Whether OpenMetrics is at least as welcome as Prometheus' own form.
    var prefersOpenMetrics: Bool {
        var open = 0
        var plain = 0
        var any = 0
        for range in accept.split(separator: ",") {
            let parts = range.split(separator: ";").map { Self.trimmed($0).lowercased() }
            let quality = Self.quality(parts.dropFirst())
            switch parts.first {
            case "application/openmetrics-text": open = max(open, quality)
            case "text/plain": plain = max(plain, quality)
            case "*/*", "text/*": any = max(any, quality)
            default: break
            }
        }
        return open > 0 && open >= max(plain, any)
    }

    /// Returns the quality of a media range in thousandths.
    private static func quality(_ parameters: ArraySlice<String>) -> Int {
        guard let written = parameters.first(where: { $0.hasPrefix("q=") })?.dropFirst(2),
            let value = Double(String(written)), value.isFinite
        else {
            return 1_000
        }
        return Int(min(max(value, 0), 1) * 1_000)
    }
}
