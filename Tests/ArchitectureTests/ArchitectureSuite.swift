import Testing

@Suite struct ArchitectureSuite {}
