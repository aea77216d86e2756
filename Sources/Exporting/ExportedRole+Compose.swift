extension ExportedRole {
    /// A file for `docker compose` and `podman-compose`.
    public var compose: String {
        var service = engineEntries(isSwarm: false)
        service.append(.init(key: "restart", value: .text("unless-stopped")))
        if instances > 1 {
            service.append(
                .init(
                    key: "deploy",
                    value: .map(("replicas", .number(instances))),
                    comment: "Compose numbers no instances: each of them is told that it is the first."
                )
            )
        }
        let place = configuration == nil ? "" : "mkdir -p config && cp \(Self.configurationFile) config && "
        return head("Compose", place + "docker compose -f FILE up") + file(service, isSwarm: false).document
    }

    /// A stack for Docker Swarm, with a rolling update that starts the new instance before it stops the old one.
    public var swarm: String {
        var service = engineEntries(isSwarm: true)
        service.append(
            .init(
                key: "deploy",
                value: .map(
                    ("mode", .text("replicated")),
                    ("replicas", .number(instances)),
                    (
                        "update_config",
                        .map(
                            ("parallelism", .number(1)),
                            ("order", .text("start-first")),
                            ("failure_action", .text("rollback")),
                            ("monitor", .text("\(max(30, min(startSeconds, 300)))s"))
                        )
                    ),
                    ("rollback_config", .map(("parallelism", .number(1)), ("order", .text("start-first")))),
                    ("restart_policy", .map(("condition", .text("any")), ("delay", .text("2s"))))
                )
            )
        )
        return head("Docker Swarm", "docker stack deploy -c FILE \(name)") + file(service, isSwarm: true).document
    }

    private func file(_ service: [YAML.Entry], isSwarm: Bool) -> YAML {
        var entries: [YAML.Entry] = []
        if isSwarm { entries.append(.init(key: "version", value: .text("3.8"))) }
        entries.append(.init(key: "services", value: .map((name, .map(service)))))
        if isSwarm, let configuration {
            let config = YAML.map(
                ("name", .text("\(name)-\(Label.digest(configuration))")),
                ("file", .text("./\(Self.configurationFile)"))
            )
            entries.append(
                .init(
                    key: "configs",
                    value: .map(("configuration", config)),
                    comment:
                        "A config of Swarm is never changed: another text has another name, and is rolled out. Export again."
                )
            )
        }
        return .map(entries)
    }

    private func engineEntries(isSwarm: Bool) -> [YAML.Entry] {
        var entries: [YAML.Entry] = [
            .init(key: "image", value: .text(image)),
            .init(key: "entrypoint", value: .list([.text(program)])),
            .init(key: "command", value: .list([.text("run"), .text(roleRoot)])),
            .init(key: "environment", value: .map(environment(isSwarm: isSwarm))),
            .init(key: "stop_grace_period", value: .text("\(stopSeconds)s"), comment: stopComment),
            healthCheck(isSwarm: isSwarm),
            .init(key: "read_only", value: .truth(true)),
            volumes(isSwarm: isSwarm),
        ]
        // The bootstrapper is a good PID 1: an init before it would only stand in its way.
        if !isSwarm { entries.append(.init(key: "init", value: .truth(false))) }
        if let publications = publications(isSwarm: isSwarm) { entries.append(publications) }
        if isSwarm, configuration != nil {
            let config = YAML.map(
                ("source", .text("configuration")),
                ("target", .text("\(Self.configurationFolder)/\(Self.configurationFile)"))
            )
            entries.append(.init(key: "configs", value: .list([config])))
        }
        return entries
    }

    private func healthCheck(isSwarm: Bool) -> YAML.Entry {
        let patience = "\nSwarm replaces what is unhealthy: an instance may be Busy for five minutes in a row."
        return .init(
            key: "healthcheck",
            value: .map(
                ("test", .list([.text("CMD"), .text(program), .text("status"), .text("--check")])),
                ("interval", .text("5s")),
                ("timeout", .text("5s")),
                ("retries", .number(isSwarm ? Self.busyChecks : 3)),
                ("start_period", .text("\(startSeconds)s"))
            ),
            comment: startComment + (isSwarm ? patience : "")
        )
    }

    /// How many checks in a row, five seconds apart, Swarm sees fail before it replaces an instance.
    private static let busyChecks = 60

    private func volumes(isSwarm: Bool) -> YAML.Entry {
        var volumes: [YAML] = [.text(Self.resourcesFolder)]
        // `tmpfs:` would be shorter, but `docker stack deploy` leaves it out, without a word.
        for folder in ["/tmp", "/run"] {
            volumes.append(.map(("type", .text("tmpfs")), ("target", .text(folder))))
        }
        var comment = "Each instance has a volume of its own."
        if !isSwarm, configuration != nil {
            volumes.append(.text("./config:\(Self.configurationFolder):ro"))
            comment += " Of the configuration the folder, not the file: then a change is seen."
        }
        return .init(key: "volumes", value: .list(volumes), comment: comment)
    }

    /// Swarm has one port for all instances; on one machine without it each of several needs its own.
    private func publications(isSwarm: Bool) -> YAML.Entry? {
        let published = ports.filter { !$0.isInternal }
        guard !published.isEmpty else { return nil }
        let isOwn = !isSwarm && instances > 1
        let ports = published.map { port -> YAML in
            .text((isOwn ? "" : "\(port.published):") + "\(port.number)" + (port.isUDP ? "/udp" : ""))
        }
        let comment =
            "Several instances can not have one port: `docker compose port --index 1 \(name) PORT` tells which it is."
        return .init(key: "ports", value: .list(ports), comment: isOwn ? comment : nil)
    }

    private func environment(isSwarm: Bool) -> [YAML.Entry] {
        var entries: [YAML.Entry] = []
        if isSwarm {
            entries.append(.init(key: "WAHOST_INSTANCE_ID", value: .text("\(roleName)_IN_{{.Task.Slot}}")))
        }
        if configuration != nil {
            let path = "\(Self.configurationFolder)/\(Self.configurationFile)"
            entries.append(.init(key: "WAHOST_SERVICE_CONFIGURATION", value: .text(path)))
            if !isSwarm { entries.append(.init(key: "WAHOST_WATCH", value: .text("true"))) }
        }
        entries.append(
            .init(
                key: "WAHOST_READINESS_LISTENER",
                value: .text("0.0.0.0:\(readinessPort)"),
                comment: "For balancers and Prometheus in the same network; it is not published."
            )
        )
        if drain > 0 { entries.append(.init(key: "WAHOST_DRAIN", value: .text("\(drain)"), comment: Self.drained)) }
        entries.append(.init(key: "WAHOST_RESOURCES", value: .text(Self.resources)))
        entries.append(.init(key: "WAHOST_LOG_FORMAT", value: .text("json")))
        for setting in settings { entries.append(.init(key: setting.variable, value: .text(setting.value))) }
        return entries
    }
}
