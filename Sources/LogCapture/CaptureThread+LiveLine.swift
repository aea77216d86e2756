/// The line below the log of a terminal.
///
/// The console's thread alone draws it, because it alone writes there.
extension CaptureThread {
    /// Whether a live line can be shown at all: standard error is a terminal, and not a dumb one.
    public var canShowLiveLine: Bool {
        LivePainter.isPossible(configuration.console.standardError, configuration.console)
    }

    /// Shows a line below the log, instead of the one before; nil takes it away.
    ///
    /// It is drawn again after whatever is written, once a second, and when `redrawLiveLine()` says so.
    public func show(_ live: LiveLine?) { console.show(live) }

    /// Draws the live line again: the terminal has got another size.
    public func redrawLiveLine() { console.redraw() }

    /// Begins the next line at the left: a terminal has put what was typed where the cursor was.
    public func beginCleanLine() { console.beginCleanLine() }
}
