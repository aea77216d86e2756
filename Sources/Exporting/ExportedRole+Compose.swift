extension ExportedRole {
    /// A file for `docker compose` and `podman-compose`.
    public var compose: String {
        var service = engineEntries(isSwarm: false)
        service.append(.init(key: "restart", value: .text("unless-stopped")))
        if instances > 1 {
            service.append(.init(key: "deploy", value: .map(("replicas", .number(instances)))))
        }
        return head("Compose", "docker compose -f FILE up") + file(service, isSwarm: false).document
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
        if configuration != nil {
            entries.append(
                .init(
                    key: "configs",
                    value: .map(("configuration", .map(("file", .text("./\(Self.configurationFile)"))))),
                    comment: isSwarm ? "Swarm's configs can not be changed: a new one has a new name." : nil
                )
            )
        }
        entries.append(.init(key: "volumes", value: .map(("resources", .map()))))
        return .map(entries)
    }

    private func engineEntries(isSwarm: Bool) -> [YAML.Entry] {
        var entries: [YAML.Entry] = [
            .init(key: "image", value: .text(image)),
            .init(key: "command", value: .list([.text("run"), .text(roleRoot)])),
            .init(key: "entrypoint", value: .list([.text(program)])),
            .init(key: "environment", value: .map(environment(isSwarm: isSwarm))),
            .init(key: "stop_grace_period", value: .text("\(stopSeconds)s"), comment: stopComment),
            .init(
                key: "healthcheck",
                value: .map(
                    ("test", .list([.text("CMD"), .text(program), .text("status"), .text("--check")])),
                    ("interval", .text("5s")),
                    ("timeout", .text("5s")),
                    ("retries", .number(3)),
                    ("start_period", .text("\(startSeconds)s"))
                ),
                comment: startComment
            ),
            .init(key: "read_only", value: .truth(true)),
            .init(key: "tmpfs", value: .list([.text("/tmp"), .text("/run")])),
            .init(key: "volumes", value: .list([.text("resources:\(Self.resourcesFolder)")])),
        ]
        // The bootstrapper is a good PID 1: an init before it would only stand in its way.
        if !isSwarm { entries.append(.init(key: "init", value: .truth(false))) }
        let published = ports.filter { !$0.isInternal }
        if !published.isEmpty { entries.append(.init(key: "ports", value: .list(published.map(publication)))) }
        if configuration != nil {
            entries.append(
                .init(
                    key: "configs",
                    value: .list([
                        .map(
                            ("source", .text("configuration")),
                            ("target", .text("\(Self.configurationFolder)/\(Self.configurationFile)"))
                        )
                    ])
                )
            )
        }
        return entries
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
        entries.append(.init(key: "WAHOST_RESOURCES", value: .text(Self.resources)))
        entries.append(.init(key: "WAHOST_LOG_FORMAT", value: .text("json")))
        for setting in settings { entries.append(.init(key: setting.variable, value: .text(setting.value))) }
        return entries
    }

    private func publication(_ port: Port) -> YAML {
        .text("\(port.published):\(port.number)" + (port.isUDP ? "/udp" : ""))
    }
}
