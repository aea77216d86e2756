/// A queue whose first element is taken in constant time.
struct FirstInFirstOut<Element> {
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }

    mutating func append(_ element: Element) { elements.append(element) }

    /// Puts elements before all others, in their order.
    mutating func prepend(_ first: [Element]) {
        elements.replaceSubrange(..<head, with: first.map(Optional.some))
        head = 0
    }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let first = elements[head]
        elements[head] = nil
        head += 1
        // The emptied front is dropped now and then, at a cost that each element pays but once.
        if head > 64 && head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }

    func first(where isWanted: (Element) -> Bool) -> Element? {
        for case .some(let element) in elements[head...] where isWanted(element) { return element }
        return nil
    }
}
