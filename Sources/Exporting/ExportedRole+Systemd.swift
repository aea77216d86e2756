extension ExportedRole {
    /// A service unit; systemd 252 (Debian 12) and newer understand every line of it.
    public var systemd: String {
        let start = startLimit == nil ? "infinity" : "\(startSeconds)"
        let stop = stopLimit.map { "\($0)" } ?? "infinity"
        return """
            \(head("systemd", "install -m 644 FILE /etc/systemd/system/\(name).service && systemctl enable --now \(name)"))
            [Unit]
            Description=Role \(unitText(roleName))
            After=network-online.target
            Wants=network-online.target
            # What a startup task needs may come later: it is tried again for as long as that takes.
            StartLimitIntervalSec=0

            [Service]
            Type=notify
            NotifyAccess=main
            ExecStart=\(unitWord(program)) run \(unitWord(roleRoot))
            ExecReload=/bin/kill -HUP $MAINPID
            # \(startLimit == nil ? Self.endlessStart : startComment)
            TimeoutStartSec=\(start)
            # \(stopLimit == nil ? Self.endlessStop : stopComment)
            TimeoutStopSec=\(stop)
            # The bootstrapper stops its own in order; what outlives it is killed.
            KillMode=mixed
            WatchdogSec=30
            Restart=on-failure
            RestartSec=1
            # A recycle that the role asked for begins again; usage and faulty files do not mend themselves.
            RestartForceExitStatus=84
            RestartPreventExitStatus=64 66 78
            SuccessExitStatus=84
            StateDirectory=wahost
            # All roles share it; `list`, `status` and the others look there.
            RuntimeDirectory=wahost
            RuntimeDirectoryPreserve=yes
            Environment=WAHOST_RUNTIME_DIRECTORY=%t/wahost
            Environment=WAHOST_RESOURCES=%S/wahost/Resources\(settingLines)
            LimitNOFILE=524288
            TasksMax=infinity
            OOMPolicy=continue

            [Install]
            WantedBy=multi-user.target

            """
    }

    private static let endlessStart = "A simple task has no limit (linux:timeout sets one), so a start has none."
    private static let endlessStop =
        "A foreground task is waited for without a limit (linux:stopTimeout sets one), so a stop has none."

    /// A line each, or nothing.
    private var settingLines: String {
        settings.map { "\nEnvironment=" + unitWord("\($0.variable)=\($0.value)", isCommand: false) }.joined()
    }

    /// Text on one line, with systemd's own character doubled.
    private func unitText(_ text: String) -> String {
        text.map { character in
            switch character {
            case "%": "%%"
            case "\n", "\r": " "
            default: String(character)
            }
        }.joined()
    }

    /// One word of a line; only in command lines a dollar sign begins a variable.
    private func unitWord(_ text: String, isCommand: Bool = true) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+:@=".contains($0)) }
        guard !isPlain else { return text }
        let quoted = text.map { character in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "%": "%%"
            case "$": isCommand ? "$$" : "$"
            case "\n": "\\n"
            default: String(character)
            }
        }
        return "\"" + quoted.joined() + "\""
    }
}
