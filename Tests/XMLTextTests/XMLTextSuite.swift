import Testing

@Suite struct XMLTextSuite {}
