import Glibc

/// SIGTERM, for a process that is about to say that it has stopped.
public enum StopSignal {
    /// Keeps SIGTERM from this thread from now on.
    ///
    /// Who reports Stopped is answered by it, often before the report has returned, and a shell would tell of a command
    /// that was terminated. For a process that ends right after the report.
    public static func hold() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
