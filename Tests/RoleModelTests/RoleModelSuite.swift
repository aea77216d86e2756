import Testing

@Suite struct RoleModelSuite {}
