import RoleModel
import Testing

/// Nothing traps, whatever is written, and every diagnostic points into the text.
@Suite struct MutationTests {
    private enum Kind: CaseIterable {
        case role, definition, configuration, module, model, setup
    }

    /// The last good values, checked against each other while they change.
    private struct World {
        var role: Role?
        var definition: ServiceDefinition?
        var configuration: ServiceConfiguration?
        var accepted = 0
    }

    private static let fixtures: [(Kind, [UInt8])] = [
        (.role, Array(Fixtures.role.utf8)), (.definition, Array(Fixtures.definition.utf8)),
        (.configuration, Array(Fixtures.configuration.utf8)), (.module, Array(Fixtures.module.utf8)),
    ]

    private static let samples: [(Kind, [UInt8])] =
        Samples.files(in: "rolemodel", ending: ".xml").map { (.role, $0.bytes) }
        + Samples.files(in: "csdef", ending: ".csdef").map { (.definition, $0.bytes) }
        + Samples.files(in: "csdef", ending: ".cscfg").map { (.configuration, $0.bytes) }
        + Samples.files(in: "csplugin", ending: ".csplugin").map { (.module, $0.bytes) }
        + Samples.files(in: "package", ending: ".Manifest").map { (.setup, $0.bytes) }
        + Samples.files(in: "rd", ending: ".rd").filter { $0.bytes.count < 10_000 }.map { (.model, $0.bytes) }

    @Test(arguments: [1, 2]) func `20,000 mutants trap nowhere and every place lies within the text`(seed: UInt64) {
        var mutator = Mutator(seed: seed)
        var world = World()
        for number in 0..<10_000 {
            let pool = number.isMultiple(of: 4) && !Self.samples.isEmpty ? Self.samples : Self.fixtures
            let (kind, file) = pool[mutator.random(below: pool.count)]
            let bytes = mutator.mutant(of: file)
            let diagnostics = read(kind, bytes, &world)
            let lines = LineTable(bytes)
            let outside = diagnostics.filter { !lines.contains($0.location) }
            if !outside.isEmpty {
                Issue.record(
                    "seed \(seed), mutant \(number): \(outside.rendered)\n\(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
        #expect(world.accepted > 1_000)
    }

    @Test(.timeLimit(.minutes(3)))
    func `a file with as many tasks, variables and names as the reader lets through costs time in proportion`() {
        let pair = "<Task commandLine='a' taskType='background'/><Task commandLine='b /blockStartup'/>"
        let variables = String(repeating: "<Variable name='a' value='b'/>", count: 2_000)
        let task = "<Task commandLine='a'><Environment>\(variables)</Environment></Task>"
        let role = Fixtures.reading(body: "<Startup>\(task)\(String(repeating: pair, count: 3_000))</Startup>")
        #expect(role.value?.startupTasks.count == 6_001)
        #expect(role.diagnostics.count == 201)
        let settings = (0..<5_000).map { "<Setting name='s\($0)'/>" }.joined()
        let text = """
            <ServiceDefinition name='S' xmlns='\(azure)'><WorkerRole name='R'><ConfigurationSettings>\(settings)\
            </ConfigurationSettings></WorkerRole></ServiceDefinition>
            """
        #expect(ServiceDefinition.read(Array(text.utf8), file: "S").value?.roles.first?.settings.count == 5_000)
    }

    private func read(_ kind: Kind, _ bytes: [UInt8], _ world: inout World) -> [Diagnostic] {
        switch kind {
        case .role: take(Role.read(bytes, file: "f"), \.role, &world)
        case .definition: take(ServiceDefinition.read(bytes, file: "f"), \.definition, &world)
        case .configuration: take(ServiceConfiguration.read(bytes, file: "f"), \.configuration, &world)
        case .module: checked(ServiceModule.read(bytes, file: "f"))
        case .model: checked(ServiceModel.read(bytes, file: "f"))
        case .setup: checked(RuntimeSetup.read(bytes, file: "f"))
        }
    }

    private func checked<Value>(_ reading: Reading<Value>) -> [Diagnostic] {
        #expect((reading.value == nil) == reading.hasErrors)
        return reading.diagnostics
    }

    private func take<Value>(
        _ reading: Reading<Value>,
        _ member: WritableKeyPath<World, Value?>,
        _ world: inout World
    ) -> [Diagnostic] {
        if let value = reading.value {
            world[keyPath: member] = value
            world.accepted += 1
            together(world)
        }
        return checked(reading)
    }

    private func together(_ world: World) {
        guard let role = world.role else { return }
        _ = CrossCheck.check(role: role, definition: world.definition, configuration: world.configuration)
        _ = HostKind.choose(for: role, definition: world.definition, named: role.version)
        var options = InstanceOptions(deploymentID: role.name, localResourcePath: { $0 }, freePort: { _ in 1 })
        options.instanceID = role.version
        options.peerAddress = { role, _ in role }
        let document = RoleEnvironmentDocument.make(
            role: role,
            definition: world.definition,
            configuration: world.configuration,
            options: options
        )
        #expect(!document.xml().isEmpty)
        #expect(role.blockStartupAgents.allSatisfy { $0.value < $0.key })
    }
}

/// How long each line of a text is, to see whether a place lies within.
private struct LineTable {
    private var lengths: [Int] = [0]
    /// UTF-16 is not counted; only its size is compared.
    private let size: Int?

    init(_ bytes: [UInt8]) {
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), !bytes.prefix(4).contains(0) else {
            size = bytes.count
            return
        }
        size = nil
        var previous: UInt8 = 0
        for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...] {
            switch byte {
            case 0x0A where previous == 0x0D: break
            case 0x0A, 0x0D: lengths.append(0)
            case 0x80...0xBF: break
            default: lengths[lengths.count - 1] += 1
            }
            previous = byte
        }
    }

    /// Returns whether a place is a character of the text, or the one behind the last of its line.
    func contains(_ place: FileLocation?) -> Bool {
        guard let place, place.line >= 1, place.column >= 1 else { return false }
        if let size { return place.line + place.column <= size + 2 }
        return place.line <= lengths.count && place.column <= lengths[place.line - 1] + 1
    }
}
