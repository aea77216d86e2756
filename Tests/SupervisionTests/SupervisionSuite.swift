import Testing

@Suite struct SupervisionSuite {}
