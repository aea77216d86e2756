import Glibc

/// Keeps SIGPIPE from a process that writes where nobody reads any more.
///
/// This is a library: what the process does with the signal elsewhere is not ours to change.
enum BrokenPipe {
    /// Calls `body` with SIGPIPE blocked, and takes back the one that it raised; keeps `errno`.
    static func shielded(_ body: () -> Int) -> Int {
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        var pending = sigset_t()
        sigpending(&pending)
        var before = sigset_t()
        guard sigismember(&pending, SIGPIPE) == 0, pthread_sigmask(SIG_BLOCK, &pipe, &before) == 0 else {
            return body()
        }
        let result = body()
        let reason = errno
        if result < 0 && reason == EPIPE {
            var none = timespec()
            sigtimedwait(&pipe, nil, &none)
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        errno = reason
        return result
    }
}
