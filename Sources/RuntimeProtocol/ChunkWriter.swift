/// The framing of the goal state: length in lower-case hexadecimal, CR LF, the bytes, CR LF (§2).
public enum ChunkWriter {
    /// Returns a chunk as one piece of bytes, to be written by one call.
    public static func chunk(_ body: [UInt8]) -> [UInt8] {
        var chunk = Array(String(body.count, radix: 16).utf8)
        chunk.reserveCapacity(chunk.count + body.count + 4)
        chunk += [0x0D, 0x0A]
        chunk += body
        chunk += [0x0D, 0x0A]
        return chunk
    }
}
