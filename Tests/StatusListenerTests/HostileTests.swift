import Foundation
import Testing

@testable import StatusListener

@Suite(.timeLimit(.minutes(1))) struct HostileTests {
    private static let seeds = [
        "GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
        "HEAD / HTTP/1.0\r\nAccept: application/openmetrics-text;q=0.5,*/*;q=0.1\r\n\r\n",
        "GET http://h/metrics?x#y HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 0\r\n\r\n",
    ]

    private func mutant(_ random: inout SystemRandomNumberGenerator) -> [UInt8] {
        var bytes = Array((Self.seeds.randomElement(using: &random) ?? "").utf8)
        for _ in 0..<Int.random(in: 0...6, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0...4, using: &random) {
            case 0: bytes[place] = .random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(contentsOf: [0x0D, 0x0A], at: place)
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            default: bytes = Array(bytes[..<place])
            }
        }
        return bytes
    }

    @Test func `no head traps the reader, and each is either read or answered with a fault`() {
        var random = SystemRandomNumberGenerator()
        var read = 0
        for _ in 0..<20_000 {
            let bytes = mutant(&random)
            guard let end = HTTPRequest.end(of: bytes, from: 0) else { continue }
            #expect(end <= bytes.count)
            switch HTTPRequest.read(bytes[..<end]) {
            case .request(let request):
                read += 1
                _ = request.prefersOpenMetrics
            case .faulty(let answer): #expect([400, 413, 431, 505].contains(answer.status))
            }
        }
        #expect(read > 1_000)
    }

    @Test func `where a head ends does not depend on how it comes in pieces`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            let bytes = mutant(&random)
            let whole = HTTPRequest.end(of: bytes, from: 0)
            var searched = 0
            var found: Int?
            for count in 0...bytes.count where found == nil {
                found = HTTPRequest.end(of: Array(bytes[..<count]), from: searched)
                searched = max(count - 3, 0)
            }
            #expect(found == whole)
        }
    }

    @Test func `clients that send anything and hang up anywhere leave the listener as it was`() throws {
        let test = try TestListener()
        var random = SystemRandomNumberGenerator()
        for number in 0..<1_000 {
            let client = try RawClient(port: [test.http, test.agent, test.azure][number % 3])
            client.send(String(decoding: mutant(&random), as: UTF8.self))
            if number % 4 == 0 { client.endSending() }
            if number % 5 == 0 { client.reset() }
        }
        #expect(try ask(test.http, "/ready").body == "Ready\n")
        let end = ContinuousClock.now + .seconds(20)
        while test.look({ $0.clientCount }) > 0, ContinuousClock.now < end { poll(nil, 0, 5) }
        #expect(test.look { $0.clientCount } == 0)
        #expect(test.look { !$0.hasTimer })
    }
}
