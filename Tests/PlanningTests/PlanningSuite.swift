import Testing

@Suite struct PlanningSuite {}
