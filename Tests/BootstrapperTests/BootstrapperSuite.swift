import Testing

@Suite struct BootstrapperSuite {}
