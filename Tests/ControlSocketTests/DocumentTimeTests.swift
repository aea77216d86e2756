import ControlSocket
import Testing

@Suite struct DocumentTimeTests {
    @Test func `a moment is told in UTC, with as many digits as its clock has`() {
        #expect(DocumentTime.text(milliseconds: 1_795_271_814_007) == "2026-11-21T14:36:54.007Z")
        #expect(DocumentTime.text(microseconds: 1_795_271_814_007_089) == "2026-11-21T14:36:54.007089Z")
        #expect(DocumentTime.text(milliseconds: -5) == "1970-01-01T00:00:00.000Z")
    }
}
