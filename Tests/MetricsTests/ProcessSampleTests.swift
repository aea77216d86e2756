import Foundation
import Testing

@testable import Metrics

@Suite struct ProcessSampleTests {
    @Test func `a process may be called what it likes`() {
        let rest = "S 1 2 3 4 5 6 7 8 9 10 150 250 50 1 20 0 1 0 12345 1000000 300 18446744073709551615"
        let sample = ProcessSample(stat: "42 (a) R 1 (b) \n) \(rest)\n")
        #expect(sample?.userTime == .milliseconds(2_000))
        #expect(sample?.systemTime == .milliseconds(2_510))
        #expect(sample?.residentBytes == 1_228_800)
    }

    @Test(arguments: [
        "", "1 (x", "1 (x) S", "1 (x) S 1 2 3", ")))", "1 (x) S a b c d e f g h i j k l m n o p q r s t u",
    ])
    func `what is no such line gives nothing`(text: String) {
        #expect(ProcessSample(stat: text) == nil)
    }

    @Test func `we ourselves use something`() throws {
        let data = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/stat")).readToEnd() ?? Data()
        let sample = ProcessSample(stat: String(decoding: data, as: UTF8.self))
        #expect((sample?.residentBytes ?? 0) > 1_000_000)
    }
}
