import Glibc

/// Looks whether a file is there.
final class FileAttempt: ProbeAttempt {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    func begin(limit: Duration, _ answer: @escaping (Bool?) -> Void) { answer(access(path, F_OK) == 0) }

    func cancel() {}
}
