import RuntimeProtocol
import Testing

@Suite struct ChunkTests {
    private let bodies = ["<a/>", "", "0\r\n12", String(repeating: "x", count: 300)].map { Array($0.utf8) }

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func `chunks come out whole, whatever pieces they come in`(size: Int) throws {
        let stream = bodies.flatMap(ChunkWriter.chunk)
        var reader = ChunkReader()
        var read: [[UInt8]] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            read += try reader.receive(stream[start..<min(start + size, stream.count)])
        }
        #expect(read == bodies)
        #expect(reader.isBetweenChunks)
    }

    @Test func `the length is lower-case hexadecimal without a prefix`() {
        #expect(ChunkWriter.chunk([UInt8](repeating: 0x61, count: 171)).starts(with: Array("ab\r\n".utf8)))
    }

    @Test func `a bare LF and upper case are understood`() throws {
        var reader = ChunkReader()
        let stream = "A\n0123456789\n000B\r\n01234567890\r\n"
        #expect(try reader.receive(stream.utf8).map(\.count) == [10, 11])
    }

    @Test func `a chunk without its line end is given out at once`() throws {
        var reader = ChunkReader()
        #expect(try reader.receive("3\r\nabc".utf8) == [Array("abc".utf8)])
        #expect(reader.isBetweenChunks)
        #expect(try reader.receive("\r\n2\r\n".utf8) == [])
        #expect(!reader.isBetweenChunks)
        #expect(try reader.receive("de".utf8) == [Array("de".utf8)])
    }

    @Test(arguments: ["<xml>", "12 \r\n", "x", "123456789", "100001\r\n", "5\r5", ";"])
    func `what is no chunk is refused`(stream: String) {
        var reader = ChunkReader()
        #expect(throws: RuntimeProtocolFault.self) { try reader.receive(stream.utf8) }
    }

    @Test func `line ends without end hold no memory and no chunk`() throws {
        var reader = ChunkReader()
        for _ in 0..<1_000 { #expect(try reader.receive(repeatElement(0x0A, count: 1_000)) == []) }
        #expect(reader.isBetweenChunks)
    }
}
