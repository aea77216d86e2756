// swift-tools-version: 6.2
import PackageDescription

/// Swift rooms: every warning is an error.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// A program of ours that is plain C: the Swift runtime and the C library's start files of a Swift program stay out,
/// everything it needs is linked in (docs/decisions/0002-resident-launcher.md).
let plainStaticC: [LinkerSetting] = [
    .unsafeFlags(["-nostartfiles", "-static-stdlib", "-Xclang-linker", "-static"])
]

/// A program that is linked against the C library alone: a static program could load no library
/// (docs/decisions/0010-worker-host-in-c.md).
let plainC: [LinkerSetting] = [
    .unsafeFlags(["-nostartfiles", "-static-stdlib"])
]

/// A static release build leaves ICU's locale data out (`.ci/build-release`, docs/decisions/0004-no-locale-data.md).
let isStatic = Context.environment["WAHOST_STATIC"] == "1"
let localeData: [Target.Dependency] = isStatic ? ["EmptyLocaleData"] : []

/// In a static release build every function can be left out by the linker, and rooms that are not in a hurry are
/// built for size.
let leanFlags =
    isStatic
    ? [
        "-function-sections", "-disable-reflection-metadata", "-prespecialize-generic-metadata",
        "-disable-concrete-type-metadata-mangled-name-accessors",
    ].flatMap { ["-Xfrontend", $0] }
    : []
let hurried: [SwiftSetting] = strict + (isStatic ? [.unsafeFlags(leanFlags)] : [])
let small: [SwiftSetting] = strict + (isStatic ? [.unsafeFlags(leanFlags + ["-Osize"])] : [])

let package = Package(
    name: "WaHostBootstrapper",
    products: [
        .executable(name: "wahostbootstrapper", targets: ["wahostbootstrapper"]),
        .executable(name: "walaunch", targets: ["LaunchShim"]),
        .executable(name: "waworkerhost", targets: ["waworkerhost"]),
        .library(name: "ServiceRuntime", type: .dynamic, targets: ["ServiceRuntime"]),
        .library(name: "SwiftMill", type: .dynamic, targets: ["SwiftMill"]),
    ],
    targets: [
        // Pure rooms: no Foundation, no Dispatch, no Glibc.
        .target(name: "XMLText", swiftSettings: small),
        .target(name: "RoleModel", dependencies: ["XMLText"], swiftSettings: small),
        .target(name: "JSONText", swiftSettings: small),
        .target(name: "Lifecycle", dependencies: ["RoleModel"], swiftSettings: small),
        .target(name: "Planning", dependencies: ["RoleModel", "Lifecycle", "JSONText"], swiftSettings: small),
        .target(name: "RuntimeProtocol", dependencies: ["XMLText", "RoleModel"], swiftSettings: small),
        .target(name: "Timeline", dependencies: ["RoleModel", "Lifecycle", "JSONText"], swiftSettings: small),
        .target(name: "Metrics", dependencies: ["RoleModel", "Lifecycle"], swiftSettings: small),
        .target(name: "Exporting", dependencies: ["RoleModel", "Lifecycle", "Planning"], swiftSettings: small),
        .target(name: "Importing", dependencies: ["XMLText", "RoleModel"], swiftSettings: small),
        // The kernel, as far as Swift can not reach it.
        .target(name: "Kernel"),
        .target(name: "StaticAccounts"),
        // What the program carries with it.
        .target(name: "SchemaFiles"),
        .target(name: "Launcher", dependencies: ["Kernel"]),
        .executableTarget(name: "LaunchShim", dependencies: ["Launcher"], linkerSettings: plainStaticC),
        // The edge.
        .target(name: "EventSources", dependencies: ["Kernel"], swiftSettings: small),
        .target(name: "Supervision", dependencies: ["Lifecycle", "Kernel", "EventSources"], swiftSettings: small),
        .target(name: "LogCapture", dependencies: ["Kernel"], swiftSettings: hurried),
        .target(name: "ControlSocket", dependencies: ["Kernel", "EventSources", "JSONText"], swiftSettings: small),
        .target(
            name: "OperatorCommands",
            dependencies: ["Kernel", "ControlSocket", "Timeline", "JSONText"],
            swiftSettings: small
        ),
        .target(
            name: "RuntimeEndpoint",
            dependencies: ["RuntimeProtocol", "RoleModel", "Kernel", "EventSources"],
            swiftSettings: small
        ),
        .target(name: "RuntimeClient", dependencies: ["RuntimeProtocol", "RoleModel"], swiftSettings: small),
        .target(
            name: "RoleCommands",
            dependencies: ["RuntimeClient", "RuntimeProtocol", "RoleModel", "JSONText"],
            swiftSettings: small
        ),
        .target(name: "HostChannel", dependencies: ["Kernel", "EventSources"], swiftSettings: small),
        .target(name: "StatusListener", dependencies: ["Kernel", "EventSources", "JSONText"], swiftSettings: small),
        // Role code that is hosted: the C header for role libraries, the library for role authors, the host itself.
        .target(name: "CRoleEntryPoint"),
        .target(
            name: "ServiceRuntime",
            dependencies: ["RuntimeClient", "RuntimeProtocol", "RoleModel", "CRoleEntryPoint"],
            swiftSettings: strict
        ),
        .target(name: "WorkerHost", dependencies: ["CRoleEntryPoint"]),
        .executableTarget(name: "waworkerhost", dependencies: ["WorkerHost"], linkerSettings: plainC),
        .target(
            name: "Bootstrapper",
            dependencies: [
                "XMLText", "RoleModel", "Lifecycle", "Planning", "Kernel", "Supervision", "LogCapture", "ControlSocket",
                "RuntimeProtocol", "RuntimeEndpoint", "HostChannel", "RoleCommands", "OperatorCommands", "Timeline",
                "Metrics", "StatusListener", "Exporting", "Importing", "JSONText", "SchemaFiles",
                "StaticAccounts", "EventSources",
            ],
            swiftSettings: small
        ),
        .executableTarget(
            name: "wahostbootstrapper",
            dependencies: ["Bootstrapper", "EarlySignals", "LauncherPart", "HealthCheck"] + localeData,
            swiftSettings: small
        ),
        .target(name: "EmptyLocaleData"),
        // Takes the log capture alone to the benchmark (Tests/Benchmarks/logs/run.sh).
        .executableTarget(
            name: "capture-probe",
            dependencies: ["LogCapture"],
            path: "Tests/Benchmarks/logs/capture-probe",
            swiftSettings: strict
        ),
        // The roles of Examples/swift-role-library and Examples/swift-role.
        .target(
            name: "SwiftMill",
            dependencies: ["ServiceRuntime"],
            path: "Examples/swift-role-library/role",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "swift-role",
            dependencies: ["ServiceRuntime"],
            path: "Examples/swift-role/program",
            swiftSettings: strict
        ),
        // What must happen before the Swift runtime starts; only executables link these.
        .target(name: "EarlySignals"),
        .target(name: "LauncherPart", dependencies: ["Launcher"]),
        .target(name: "HealthCheck"),
        // What the tests start.
        .executableTarget(
            name: "ProbeChild",
            path: "Tests/Probes/ProbeChild",
            linkerSettings: plainStaticC
        ),
        .executableTarget(
            name: "SupervisionProbe",
            dependencies: ["Supervision", "Kernel", "Lifecycle", "EarlySignals"],
            path: "Tests/Probes/SupervisionProbe",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "LauncherBenchmark",
            dependencies: ["Supervision", "Kernel", "Lifecycle"],
            path: "Tests/Benchmarks/launchers",
            exclude: ["posix-spawn-loop.c", "run.sh"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "RuntimeBenchmark",
            dependencies: ["RuntimeEndpoint", "RuntimeProtocol", "RoleModel"],
            path: "Tests/Benchmarks/runtime",
            exclude: ["run.sh"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "RoleCommandProbe",
            dependencies: ["RoleCommands"],
            path: "Tests/Probes/RoleCommandProbe",
            swiftSettings: strict
        ),
        // What tests find around them: the repository, this build, programs of others, ports.
        .target(name: "TestSurroundings", path: "Tests/TestSurroundings", swiftSettings: strict),
        // The runtime endpoint, for the tests of its clients.
        .target(
            name: "RuntimeTesting",
            dependencies: ["RuntimeEndpoint", "RuntimeProtocol", "RoleModel"],
            path: "Tests/RuntimeTesting",
            swiftSettings: strict
        ),
        // Tests, one target a room.
        .testTarget(name: "XMLTextTests", dependencies: ["XMLText"], swiftSettings: strict),
        .testTarget(name: "RoleModelTests", dependencies: ["RoleModel", "XMLText"], swiftSettings: strict),
        .testTarget(name: "LifecycleTests", dependencies: ["Lifecycle", "RoleModel"], swiftSettings: strict),
        .testTarget(
            name: "PlanningTests",
            dependencies: ["Planning", "RoleModel", "Lifecycle"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SupervisionTests",
            dependencies: ["Supervision", "Kernel", "Lifecycle", "LaunchShim", "ProbeChild", "SupervisionProbe"],
            swiftSettings: strict
        ),
        .testTarget(name: "LogCaptureTests", dependencies: ["LogCapture", "Kernel"], swiftSettings: strict),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"], swiftSettings: strict),
        .testTarget(name: "ControlSocketTests", dependencies: ["ControlSocket", "JSONText"], swiftSettings: strict),
        .testTarget(
            name: "BootstrapperTests",
            dependencies: [
                "Bootstrapper", "ControlSocket", "Lifecycle", "wahostbootstrapper", "LaunchShim", "waworkerhost",
                "swift-role", "TestSurroundings",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RuntimeProtocolTests",
            dependencies: ["RuntimeProtocol", "RoleModel", "XMLText"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TimelineTests",
            dependencies: ["Timeline", "Lifecycle", "RoleModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "MetricsTests",
            dependencies: ["Metrics", "Lifecycle", "RoleModel", "TestSurroundings"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ExportingTests",
            dependencies: ["Exporting", "TestSurroundings"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ImportingTests",
            dependencies: ["Importing", "RoleModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "OperatorCommandsTests",
            dependencies: [
                "OperatorCommands", "ControlSocket", "Timeline", "Lifecycle", "RoleModel", "JSONText",
                "TestSurroundings",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RuntimeEndpointTests",
            dependencies: ["RuntimeEndpoint", "RuntimeProtocol", "RoleModel"],
            exclude: ["Clients"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RuntimeClientTests",
            dependencies: ["RuntimeClient", "RuntimeProtocol", "RuntimeTesting", "RoleModel"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RoleCommandsTests",
            dependencies: [
                "RoleCommands", "RuntimeTesting", "RuntimeProtocol", "RoleModel", "RoleCommandProbe", "swift-role",
            ],
            exclude: ["help.txt"],
            swiftSettings: strict
        ),
        .testTarget(name: "HostChannelTests", dependencies: ["HostChannel"], swiftSettings: strict),
        .testTarget(
            name: "StatusListenerTests",
            dependencies: ["StatusListener", "Metrics", "Timeline", "Lifecycle", "TestSurroundings"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ServiceRuntimeTests",
            dependencies: [
                "ServiceRuntime", "RuntimeTesting", "RuntimeClient", "RuntimeProtocol", "RoleModel", "CRoleEntryPoint",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WorkerHostTests",
            dependencies: ["WorkerHost", "HostChannel", "waworkerhost", "SwiftMill", "TestSurroundings"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DocumentationTests",
            dependencies: ["wahostbootstrapper", "LaunchShim", "waworkerhost", "swift-role", "TestSurroundings"],
            swiftSettings: strict
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
    ]
)
