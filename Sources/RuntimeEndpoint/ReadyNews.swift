/// Somebody whose descriptor is in a `ReadySet`.
protocol ReadyNews: AnyObject {
    /// Called on the shared queue when the descriptor has news.
    func hasNews(isGone: Bool)
}
