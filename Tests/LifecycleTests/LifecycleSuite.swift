import Testing

@Suite struct LifecycleSuite {}
