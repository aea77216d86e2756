extension ExportedRole {
    /// The Deployment of the role, its configuration, its Service, and how many instances may be away at a time.
    public var kubernetes: String {
        var documents = [configurationMap, deployment, service, disruptionBudget].compactMap { $0?.document }
        documents[0] = head("Kubernetes", "kubectl apply -f FILE") + documents[0]
        return documents.joined(separator: "---\n")
    }

    private var labels: YAML { .map(("app.kubernetes.io/name", .text(name))) }
    private var metadata: YAML { .map(("name", .text(name)), ("labels", labels)) }

    private var configurationMap: YAML? {
        guard let configuration else { return nil }
        return .map([
            .init(key: "apiVersion", value: .text("v1")),
            .init(key: "kind", value: .text("ConfigMap")),
            .init(key: "metadata", value: metadata),
            .init(
                key: "data",
                value: .map((Self.configurationFile, .block(configuration))),
                comment: "A change goes through Changing and Changed in every instance; no pod is started again."
            ),
        ])
    }

    private var deployment: YAML? {
        .map(
            ("apiVersion", .text("apps/v1")),
            ("kind", .text("Deployment")),
            ("metadata", metadata),
            (
                "spec",
                .map(
                    ("replicas", .number(instances)),
                    // Kubernetes gives a rollout up after ten minutes, however long its pods may take to start.
                    ("progressDeadlineSeconds", .number(max(600, startSeconds.saturatingAdd(60)))),
                    ("selector", .map(("matchLabels", labels))),
                    (
                        "strategy",
                        .map(
                            ("type", .text("RollingUpdate")),
                            ("rollingUpdate", .map(("maxSurge", .number(1)), ("maxUnavailable", .number(0))))
                        )
                    ),
                    ("template", .map(("metadata", .map(("labels", labels))), ("spec", pod)))
                )
            )
        )
    }

    private var pod: YAML {
        var entries: [YAML.Entry] = [
            .init(
                key: "terminationGracePeriodSeconds",
                value: .number(stopSeconds),
                comment: stopComment
            ),
            .init(key: "enableServiceLinks", value: .truth(false)),
            .init(key: "automountServiceAccountToken", value: .truth(false)),
        ]
        if instances > 1 {
            entries.append(
                .init(
                    key: "topologySpreadConstraints",
                    value: .list([spread]),
                    comment: "Fault domains: a node that is lost takes as few instances with it as can be."
                )
            )
        }
        if !isElevated {
            entries.append(.init(key: "securityContext", value: .map(("fsGroup", .number(10_000)))))
        }
        entries.append(.init(key: "containers", value: .list([container])))
        entries.append(.init(key: "volumes", value: .list(volumes)))
        return .map(entries)
    }

    private var spread: YAML {
        .map(
            ("maxSkew", .number(1)),
            ("topologyKey", .text("kubernetes.io/hostname")),
            ("whenUnsatisfiable", .text("ScheduleAnyway")),
            ("labelSelector", .map(("matchLabels", labels)))
        )
    }

    private var container: YAML {
        var entries: [YAML.Entry] = [
            .init(key: "name", value: .text(name)),
            .init(key: "image", value: .text(image)),
            .init(key: "command", value: .list([.text(program), .text("run"), .text(roleRoot)])),
            .init(key: "env", value: .list(variables)),
            .init(key: "ports", value: .list(containerPorts)),
            .init(
                key: "startupProbe",
                value: probe("/ready", period: 2, failures: max(1, (startSeconds + 1) / 2)),
                comment: startComment
            ),
            .init(key: "readinessProbe", value: probe("/ready", period: 2, failures: 1)),
            .init(
                key: "livenessProbe",
                value: probe("/live", period: 10, failures: 3),
                comment: "The bootstrapper's own; a host that answers no StatusCheck is recycled by the bootstrapper."
            ),
        ]
        entries.append(.init(key: "securityContext", value: security, comment: isElevated ? Self.elevated : nil))
        entries.append(.init(key: "volumeMounts", value: .list(mounts)))
        return .map(entries)
    }

    private var variables: [YAML] {
        var variables: [YAML] = [
            .map(
                ("name", .text("WAHOST_INSTANCE_ID")),
                ("valueFrom", .map(("fieldRef", .map(("fieldPath", .text("metadata.name"))))))
            ),
            .map(
                ("name", .text("WAHOST_READINESS_LISTENER")),
                ("value", .text("0.0.0.0:\(readinessPort)"))
            ),
            .map(("name", .text("WAHOST_RESOURCES")), ("value", .text(Self.resources))),
            .map(("name", .text("WAHOST_LOG_FORMAT")), ("value", .text("json"))),
        ]
        if configuration != nil {
            variables.append(
                .map(
                    ("name", .text("WAHOST_SERVICE_CONFIGURATION")),
                    ("value", .text("\(Self.configurationFolder)/\(Self.configurationFile)"))
                )
            )
            variables.append(.map(("name", .text("WAHOST_WATCH")), ("value", .text("true"))))
        }
        if drain > 0 {
            variables.append(
                .map([
                    .init(key: "name", value: .text("WAHOST_DRAIN")),
                    .init(key: "value", value: .text("\(drain)"), comment: Self.drained),
                ])
            )
        }
        for setting in settings {
            variables.append(.map(("name", .text(setting.variable)), ("value", .text(setting.value))))
        }
        return variables
    }

    private var containerPorts: [YAML] {
        [.map(("name", .text("wahost-ready")), ("containerPort", .number(Int(readinessPort))))]
            + ports.map { port in
                .map(
                    ("name", .text(port.name)),
                    ("containerPort", .number(Int(port.number))),
                    ("protocol", .text(port.isUDP ? "UDP" : "TCP"))
                )
            }
    }

    private func probe(_ path: String, period: Int, failures: Int) -> YAML {
        .map(
            // By its number: `podman kube play` knows no ports by name.
            ("httpGet", .map(("path", .text(path)), ("port", .number(Int(readinessPort))))),
            ("periodSeconds", .number(period)),
            ("timeoutSeconds", .number(2)),
            ("failureThreshold", .number(failures))
        )
    }

    private var security: YAML {
        guard !isElevated else { return .map(("readOnlyRootFilesystem", .truth(true))) }
        return .map(
            ("runAsNonRoot", .truth(true)),
            ("runAsUser", .number(10_000)),
            ("runAsGroup", .number(10_000)),
            ("allowPrivilegeEscalation", .truth(false)),
            ("readOnlyRootFilesystem", .truth(true)),
            ("capabilities", .map(("drop", .list([.text("ALL")])))),
            ("seccompProfile", .map(("type", .text("RuntimeDefault"))))
        )
    }

    private static let elevated = "Elevated tasks run as root, so this pod does."

    private var mounts: [YAML] {
        var mounts: [YAML] = [
            .map(("name", .text("resources")), ("mountPath", .text(Self.resourcesFolder))),
            .map(("name", .text("tmp")), ("mountPath", .text("/tmp"))),
        ]
        // Root's commands (`kubectl exec … status`) look for the role in /run, everybody else's in /tmp.
        if isElevated { mounts.append(.map(("name", .text("run")), ("mountPath", .text("/run")))) }
        if configuration != nil {
            mounts.append(
                .map(
                    ("name", .text("configuration")),
                    ("mountPath", .text(Self.configurationFolder)),
                    ("readOnly", .truth(true))
                )
            )
        }
        return mounts
    }

    private var volumes: [YAML] {
        var volumes: [YAML] = [
            .map(
                ("name", .text("resources")),
                ("emptyDir", .map(("sizeLimit", .text("\(storageInMB.saturatingAdd(256))Mi"))))
            ),
            .map(("name", .text("tmp")), ("emptyDir", .map(("sizeLimit", .text("256Mi"))))),
        ]
        if isElevated {
            volumes.append(.map(("name", .text("run")), ("emptyDir", .map(("medium", .text("Memory"))))))
        }
        if configuration != nil {
            volumes.append(.map(("name", .text("configuration")), ("configMap", .map(("name", .text(name))))))
        }
        return volumes
    }

    private var service: YAML? {
        guard !ports.isEmpty else { return nil }
        return .map(
            ("apiVersion", .text("v1")),
            ("kind", .text("Service")),
            ("metadata", metadata),
            (
                "spec",
                .map(
                    ("selector", labels),
                    (
                        "ports",
                        .list(
                            ports.map { port in
                                .map(
                                    ("name", .text(port.name)),
                                    ("port", .number(Int(port.published))),
                                    ("targetPort", .text(port.name)),
                                    ("protocol", .text(port.isUDP ? "UDP" : "TCP"))
                                )
                            }
                        )
                    )
                )
            )
        )
    }

    private var disruptionBudget: YAML? {
        .map(
            ("apiVersion", .text("policy/v1")),
            ("kind", .text("PodDisruptionBudget")),
            ("metadata", metadata),
            (
                "spec",
                .map(("maxUnavailable", .number(1)), ("selector", .map(("matchLabels", labels))))
            )
        )
    }
}
