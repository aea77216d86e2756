/// One option of the command line: the one place that parser, help, environment and man page's test read.
public struct OptionDefinition: Sendable {
    /// What an option is about; also its key in `ParsedOptions`.
    public enum Name: String, CaseIterable, Sendable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        case roleModel = "role-model"
        case serviceDefinition = "service-definition"
        case serviceConfiguration = "service-configuration"
        case resources
        case instanceID = "instance-id"
        case deploymentID = "deployment-id"
        case emulated
        case host
        case roleUser = "role-user"
        case envFile = "env-file"
        case envDirectory = "env-directory"
        case statusCheckInterval = "status-check-interval"
        case stopTimeout = "stop-timeout"
        case onStopTimeout = "on-stop-timeout"
        case readinessTimeout = "readiness-timeout"
        case recycle
        case logFormat = "log-format"
        case logLevel = "log-level"
        case configurationDeadline = "configuration-deadline"
        case controlSocket = "control-socket"
        case only
        case skip
        case dryRun = "dry-run"
        case readinessListener = "readiness-listener"
        case statusPage = "status-page"
        case agentCheck = "agent-check"
        case azureProbe = "azure-probe"
        case drain
        case check
        case watch
        case waitReady = "wait-ready"
        case follow
        case lines
        case since
        case wait
        case json
        case svg
        case incarnation
        case list
        case signal
        case timeout
        case schema
        case image
        case program
        case inImage = "in-image"
        case readinessPort = "readiness-port"
        case name
        case output
        case help
        case version
    }

    /// The name, without the two dashes.
    public let name: Name
    /// What stands for the argument in the help, nil for an option without one.
    public let argument: String?
    /// The commands that know it.
    public let commands: [CommandName]
    /// What it does, in one line.
    public let summary: String

    /// The environment variable that gives it when the command line does not; nil when there is none.
    public var environmentVariable: String? {
        switch name {
        // What is watched for a screen and what is watched for a role are two options of one name.
        case .watch: commands == [.run] ? "WAHOST_WATCH" : nil
        // The host of a role, and the program of another supervisor that becomes one.
        case .host: commands == [.import] ? nil : "WAHOST_HOST"
        case .only, .skip, .dryRun, .check, .waitReady, .follow, .lines, .since, .wait, .json, .svg, .incarnation,
            .list, .signal, .timeout,
            .schema, .image, .program,
            .inImage, .readinessPort, .name, .output, .help, .version:
            nil
        default: "WAHOST_" + Self.upperCased(name.rawValue)
        }
    }

    /// Whether it may be given several times; from the environment, `:` separates.
    public var isRepeatable: Bool {
        switch name {
        case .envFile, .envDirectory, .only, .skip: true
        default: false
        }
    }

    /// Asked for each option at each start: a search in text would take longer than the rest of the command line.
    private static func upperCased(_ word: String) -> String {
        let bytes = word.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "_")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & 0xDF
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The letter that says the same; nil when there is none.
    public var letter: Character? {
        switch name {
        case .follow: "f"
        case .lines: "n"
        case .help: "h"
        default: nil
        }
    }

    private static let reading: [CommandName] = [.run, .validate, .plan, .export]
    private static let asking: [CommandName] = [
        .status, .why, .timeline, .logs, .events, .stop, .recycle, .restart, .signal, .updateConfiguration,
    ]

    /// Every option, in the order of the help.
    public static let all: [OptionDefinition] = [
        .init(.roleModel, "FILE", reading, "the role model (default: ROLE_ROOT/RoleModel.xml)"),
        .init(
            .serviceDefinition,
            "FILE",
            reading,
            "the service definition (default: ROLE_ROOT/ServiceDefinition.csdef)"
        ),
        .init(
            .serviceConfiguration,
            "FILE",
            reading,
            "the configuration (default: ROLE_ROOT/ServiceConfiguration.cscfg)"
        ),
        .init(
            .resources,
            "DIR",
            reading + [.why, .timeline, .logs],
            "where logs, local resources and temp folders are kept"
        ),
        .init(.instanceID, "ID", reading, "the instance (default: ROLE_IN_0)"),
        .init(.deploymentID, "ID", reading, "the deployment (default: local)"),
        .init(.emulated, nil, reading, "tell the role that it runs in an emulator"),
        .init(.host, "NAME", reading, "the host: WaWorkerHost, WaIISHost or WaWebHost (default: by the role's type)"),
        .init(.roleUser, "USER", reading, "whom limited tasks and the host run as"),
        .init(.envFile, "FILE", reading, "variables for tasks and host, as NAME=value lines; may be repeated"),
        .init(.envDirectory, "DIR", reading, "variables from files: the name is the variable, such as /run/secrets"),
        .init(.statusCheckInterval, "SECONDS", reading, "time between two StatusChecks (default: 15)"),
        .init(.stopTimeout, "SECONDS", reading, "from SIGTERM to SIGKILL (default: 30)"),
        .init(.onStopTimeout, "SECONDS", reading, "how long OnStop may take (default: 300)"),
        .init(.drain, "SECONDS", reading, "how long to serve on, out of rotation, before a stop (default: 0)"),
        .init(.readinessTimeout, "SECONDS", reading, "how long becoming ready may take (default: 300)"),
        .init(.recycle, "never|on-failure|always", reading, "begin a new incarnation after the end (default: never)"),
        .init(.logFormat, "text|json", [.run], "how log and output are written (default: text)"),
        .init(
            .logLevel,
            "error|warning|info|debug",
            [.run],
            "the least important records that are written (default: info)"
        ),
        .init(
            .only,
            "TASK",
            [.run, .plan],
            "of the startup tasks run only this one, by name or number; may be repeated"
        ),
        .init(.skip, "TASK", [.run, .plan], "leave this startup task out, by name or number; may be repeated"),
        .init(.dryRun, nil, [.run], "show what would be done, as plan does, and do nothing"),
        .init(.watch, nil, [.run], "take over the configuration whenever its file has changed"),
        .init(
            .configurationDeadline,
            "SECONDS",
            [.run],
            "how long a change of the configuration waits for answers (default: 30)"
        ),
        .init(
            .readinessListener,
            "ADDRESS",
            [.run],
            "answer /ready, /live, /metrics, /status.json there: 8080 (of 127.0.0.1), HOST:PORT, unix:/path"
        ),
        .init(.statusPage, nil, [.run], "on that address, a page for people, too, with the last lines of the logs"),
        .init(.agentCheck, "ADDRESS", [.run], "answer HAProxy's agent-check there"),
        .init(.azureProbe, "ADDRESS", [.run], "answer the default probe of Azure's load balancer there"),
        .init(
            .controlSocket,
            "PATH",
            [.run] + asking,
            "the Unix socket of the role (default: in the usual folder; for run, none wants no socket)"
        ),
        .init(.check, nil, [.status], "print one word, exit with 0 when the instance is Ready, else with 1"),
        .init(.watch, nil, [.status], "show it on the whole screen, as it changes; q quits"),
        .init(.waitReady, "SECONDS", [.status], "wait until the instance is Ready; 1 when it is not by then"),
        .init(.follow, nil, [.logs, .events], "go on with what comes"),
        .init(.lines, "N", [.logs, .events], "how many of the last ones, or all (default for logs: 50)"),
        .init(.since, "AGE", [.logs], "only what is not older, such as 30s, 5m, 2h, 1d"),
        .init(.wait, nil, [.stop], "come back when the role has ended"),
        .init(.json, nil, [.plan, .validate, .status, .list, .why, .timeline, .logs, .events], "print JSON"),
        .init(.svg, nil, [.timeline], "print a picture, an SVG document"),
        .init(.incarnation, "N", [.timeline], "that of an earlier incarnation, the latest of this number"),
        .init(.list, nil, [.timeline], "list those that are kept, the latest first"),
        .init(.signal, nil, [.blockStartup], "say that this task is initialised, instead of waiting"),
        .init(.timeout, "SECONDS", [.blockStartup], "how long to wait (default: until the bootstrapper ends it)"),
        .init(.schema, nil, [.validate], "judge the files by their XML Schemas too, with xmllint"),
        .init(.image, "NAME", [.export], "the image with bootstrapper and role (default: the role's name)"),
        .init(.inImage, "DIR", [.export], "the role's folder in the image (default: /role)"),
        .init(
            .program,
            "PATH",
            [.export],
            "the bootstrapper there (default: /usr/local/bin/wahostbootstrapper; for systemd this one)"
        ),
        .init(.readinessPort, "PORT", [.export], "the port that readiness is asked at (default: 8780)"),
        .init(.name, "ROLE", [.import], "how the role is called (default: like the folder)"),
        .init(.host, "PROGRAM", [.import], "the program that becomes the host (default: the one that starts last)"),
        .init(.output, "FILE", [.export], "write it into a file (default: standard output)"),
        .init(.output, "DIR", [.import], "make a role's folder of it (default: the model to standard output)"),
        .init(.help, nil, CommandName.allCases, "print this help"),
        .init(.version, nil, CommandName.allCases, "print the version"),
    ]

    private init(_ name: Name, _ argument: String?, _ commands: [CommandName], _ summary: String) {
        self.name = name
        self.argument = argument
        self.commands = commands
        self.summary = summary
    }
}
