import Testing

@Suite struct LogCaptureSuite {}
