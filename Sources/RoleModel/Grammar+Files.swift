extension Grammar {
    /// `RoleModel.xml` (FORMATS §6.1).
    static let roleModel = Grammar(
        root: "RoleModel",
        namespace: Namespace.definition,
        shapes: startupAndRuntime.merging(sites) { first, _ in first }.merging([
            "RoleModel": Shape(
                attributes: ["name", "version"],
                linux: LinuxAttribute.onRole,
                children: [
                    "Startup": .once, "Runtime": .once, "ConfigurationSettings": .once, "Properties": .once,
                    "Sites": .once,
                ]
            ),
            "ConfigurationSettings": .list(of: "Setting"),
            "Setting": .leaf("name", "nameSpace"),
            "Properties": .list(of: "Property"),
            "Property": .leaf("name", "value"),
        ]) { first, _ in first }
    )

    /// `.csdef`, the developer's and the merged one (FORMATS §2, §5.1).
    static let serviceDefinition = Grammar(
        root: "ServiceDefinition",
        namespace: Namespace.definition,
        shapes: [startupAndRuntime, sites, resources, service, traffic].reduce(into: [:]) { all, some in
            all.merge(some) { first, _ in first }
        }
    )

    /// `.csplugin` (FORMATS §4).
    static let serviceModule = Grammar(
        root: "RoleModule",
        namespace: Namespace.definition,
        shapes: startupAndRuntime.merging(resources) { first, _ in first }.merging([
            "RoleModule": Shape(
                attributes: ["namespace"],
                children: [
                    "Startup": .once, "Runtime": .once, "ConfigurationSettings": .once, "LocalResources": .once,
                    "Endpoints": .once, "Certificates": .once,
                ]
            )
        ]) { first, _ in first }
    )

    /// `.cscfg` (FORMATS §3).
    static let serviceConfiguration = Grammar(
        root: "ServiceConfiguration",
        namespace: Namespace.configuration,
        shapes: [
            "ServiceConfiguration": Shape(
                attributes: ["serviceName", "osFamily", "osVersion", "schemaVersion"],
                children: ["Role": .many, "NetworkConfiguration": .once]
            ),
            "Role": Shape(
                attributes: ["name", "vmName"],
                children: ["Instances": .once, "ConfigurationSettings": .once, "Certificates": .once]
            ),
            "Instances": .leaf("count"),
            "ConfigurationSettings": .list(of: "Setting"),
            "Setting": .leaf("name", "value"),
            "Certificates": .list(of: "Certificate"),
            "Certificate": .leaf("name", "thumbprint", "thumbprintAlgorithm"),
            "NetworkConfiguration": .open,
        ]
    )

    /// `ServiceDefinition.rd`: only the hosts' names are wanted, whatever is around them.
    static let serviceModel = Grammar(root: "serviceModel", namespace: nil, shapes: ["serviceModel": .open])

    /// `RuntimeSetup.Manifest`: only the operations are wanted.
    static let runtimeSetup = Grammar(root: "RuntimeSetup", namespace: nil, shapes: ["RuntimeSetup": .open])
}

extension Grammar {
    /// `Startup` and `Runtime`, alike in all files of the definition's namespace.
    private static let startupAndRuntime: [String: Shape] = [
        "Startup": Shape(attributes: ["priority"], children: ["Task": .many]),
        "Task": Shape(
            attributes: ["commandLine", "executionContext", "taskType", "relativePath"],
            linux: LinuxAttribute.onTask,
            children: ["Environment": .once]
        ),
        "Environment": .list(of: "Variable"),
        "Variable": Shape(attributes: ["name", "value"], children: ["RoleInstanceValue": .once]),
        "RoleInstanceValue": .leaf("xpath"),
        "Runtime": Shape(
            attributes: ["executionContext", "protocolVersion"],
            linux: LinuxAttribute.onProgram,
            children: ["Environment": .once, "EntryPoint": .once]
        ),
        "EntryPoint": Shape(children: ["NetFxEntryPoint": .many, "ProgramEntryPoint": .many]),
        "NetFxEntryPoint": Shape(
            attributes: ["assemblyName", "targetFrameworkVersion"],
            linux: LinuxAttribute.onLibrary
        ),
        "ProgramEntryPoint": Shape(
            attributes: ["commandLine", "setReadyOnProcessStart"],
            linux: LinuxAttribute.onProgram
        ),
    ]

    /// `Sites`, with the csdef's shape everywhere.
    private static let sites: [String: Shape] = {
        let paths: [String: Occurrence] = ["VirtualApplication": .many, "VirtualDirectory": .many]
        return [
            "Sites": .list(of: "Site"),
            "Site": Shape(
                attributes: ["name", "physicalDirectory"],
                children: paths.merging(["Bindings": .once]) { first, _ in first }
            ),
            "VirtualApplication": Shape(attributes: ["name", "physicalDirectory"], children: paths),
            "VirtualDirectory": Shape(attributes: ["name", "physicalDirectory"], children: paths),
            "Bindings": .list(of: "Binding"),
            "Binding": .leaf("name", "endpointName", "hostHeader"),
        ]
    }()

    /// What a role or a plugin declares.
    private static let resources: [String: Shape] = [
        "ConfigurationSettings": .list(of: "Setting"),
        "Setting": .leaf("name"),
        "LocalResources": .list(of: "LocalStorage"),
        "LocalStorage": .leaf("name", "cleanOnRoleRecycle", "sizeInMB"),
        "Certificates": .list(of: "Certificate"),
        "Certificate": .leaf("name", "storeLocation", "storeName", "permissionLevel"),
        "Endpoints": Shape(children: [
            "InputEndpoint": .many, "InternalEndpoint": .many, "InstanceInputEndpoint": .many,
        ]),
        "InputEndpoint": .leaf(
            "name",
            "protocol",
            "port",
            "localPort",
            "localport",
            "certificate",
            "ignoreRoleInstanceStatus",
            "loadBalancerProbe"
        ),
        "InternalEndpoint": Shape(
            attributes: ["name", "protocol", "port"],
            children: ["FixedPort": .once, "FixedPortRange": .once]
        ),
        "InstanceInputEndpoint": Shape(
            attributes: ["name", "protocol", "localPort"],
            children: ["AllocatePublicPortFrom": .once]
        ),
        "AllocatePublicPortFrom": Shape(children: ["FixedPortRange": .once, "FixedPort": .once]),
        "FixedPort": .leaf("port"),
        "FixedPortRange": .leaf("min", "max"),
    ]

    /// The service and its roles.
    private static let service: [String: Shape] = {
        let role = Shape(
            attributes: ["name", "vmsize", "enableNativeCodeExecution"],
            linux: LinuxAttribute.onRole,
            children: [
                "ConfigurationSettings": .once, "LocalResources": .once, "LocalStorage": .many,
                "Certificates": .once, "Endpoints": .once, "InputEndpoints": .once, "Imports": .once,
                "Startup": .once, "Runtime": .once, "Contents": .once, "Sites": .once,
            ]
        )
        var worker = role
        worker.children["Sites"] = nil
        return [
            "ServiceDefinition": Shape(
                attributes: ["name", "schemaVersion", "topologyChangeDiscovery", "upgradeDomainCount"],
                children: [
                    "LoadBalancerProbes": .once, "WebRole": .many, "WorkerRole": .many, "NetworkTrafficRules": .once,
                ]
            ),
            "WebRole": role,
            "WorkerRole": worker,
            "InputEndpoints": .list(of: "InputEndpoint"),
            "Imports": .list(of: "Import"),
            "Import": .leaf("moduleName"),
            "Contents": .list(of: "Content"),
            "Content": Shape(attributes: ["destination"], children: ["SourceDirectory": .once]),
            "SourceDirectory": .leaf("path"),
        ]
    }()

    /// What the fabric's network does; read and checked, of no effect on one machine.
    private static let traffic: [String: Shape] = [
        "LoadBalancerProbes": .list(of: "LoadBalancerProbe"),
        "LoadBalancerProbe": .leaf("name", "protocol", "path", "port", "intervalInSeconds", "timeoutInSeconds"),
        "NetworkTrafficRules": .list(of: "OnlyAllowTrafficTo"),
        "OnlyAllowTrafficTo": Shape(children: ["Destinations": .once, "AllowAllTraffic": .once, "WhenSource": .once]),
        "Destinations": .list(of: "RoleEndpoint"),
        "RoleEndpoint": .leaf("endpointName", "roleName"),
        "AllowAllTraffic": .leaf(),
        "WhenSource": Shape(attributes: ["matches"], children: ["FromRole": .many]),
        "FromRole": .leaf("roleName"),
    ]
}
