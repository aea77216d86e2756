extension ExportedRole {
    static let configurationFile = "ServiceConfiguration.cscfg"
    static let configurationFolder = "/config"
    static let resourcesFolder = "/var/lib/wahost"
    /// `WAHOST_RESOURCES`: whatever its user is, the role writes to the volume.
    static let resources = resourcesFolder + "/Resources"
    /// What is given where the model sets no limit: whoever runs the role wants a number.
    private static let assumedStop = 3_600
    private static let assumedStart = 1_800

    /// How long a stop may take before it is made an end, in seconds.
    var stopSeconds: Int { stopLimit ?? Self.assumedStop }
    /// How long a start may take before it is given up, in seconds.
    var startSeconds: Int { startLimit.map { max(30, $0.saturatingAdd(10)) } ?? Self.assumedStart }

    var stopComment: String {
        stopLimit == nil
            ? "A foreground task is waited for without a limit (linux:stopTimeout sets one); an hour is assumed."
            : "What the model allows: " + (drain > 0 ? "\(drain) s to drain, " : "")
                + "OnStop, the host, the background and foreground tasks, what is left."
    }

    var startComment: String {
        startLimit == nil
            ? "A simple task has no limit (linux:timeout sets one); half an hour is assumed."
            : "What the model allows: its simple tasks, and becoming Ready."
    }

    /// Why it serves on; in place of a preStop hook, which would want a shell in the image.
    static let drained =
        "SIGTERM comes while balancers are still being told: serve on so long, out of rotation (/ready is 503)."

    /// The first lines of a file.
    func head(_ what: String, _ how: String) -> String {
        """
        # Role '\(roleName.filter { $0 != "\n" && $0 != "\r" })' for \(what), written by: wahostbootstrapper export
        # Use: \(how)

        """
    }
}

extension Int {
    func saturatingAdd(_ other: Int) -> Int {
        let (sum, isTooMuch) = addingReportingOverflow(other)
        return isTooMuch ? .max : sum
    }
}
