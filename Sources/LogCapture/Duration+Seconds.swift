extension Duration {
    /// The length in seconds, for the clocks of Dispatch.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
