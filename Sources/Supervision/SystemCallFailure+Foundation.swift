import Foundation

extension SystemCallFailure {
    /// Creates a failure from what Foundation threw.
    init(_ what: String, causedBy error: any Error) {
        self.init(what, error: Self.number(of: error as NSError))
    }

    private static func number(of error: NSError) -> Int32 {
        if error.domain == NSPOSIXErrorDomain { return Int32(truncatingIfNeeded: error.code) }
        let inner = error.userInfo[NSUnderlyingErrorKey] as? NSError
        return inner.map { Int32(truncatingIfNeeded: $0.code) } ?? EIO
    }
}
