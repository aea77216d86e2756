/// One child on the capture thread: its name, its sinks, its pipes.
final class CapturedSource {
    let id: SourceID
    let name: String
    let tail: LineTail
    let tally: OutputTally?
    let file: OutputFile?
    /// Whether its lines are shown on the console.
    let echo: Bool
    var pipes: [OutputPipe] = []
    /// Whether the child's end has been seen; its grandchildren may go on writing.
    var isFinished = false
    private var prefixes: [[UInt8]] = []
    private var prefixGeneration = -1

    init(_ new: NewSource, file: OutputFile?) {
        id = new.source
        name = new.name
        tail = new.tail
        tally = new.tally
        echo = new.echo
        self.file = file
    }

    var hasOpenPipe: Bool { pipes.contains { $0.descriptor >= 0 } }

    /// Returns what stands before a line, made anew when the column has become wider.
    func prefix(_ stream: StandardStream, continuing: Bool, _ formatter: ConsoleFormatter) -> [UInt8] {
        if prefixGeneration != formatter.generation {
            prefixGeneration = formatter.generation
            prefixes = [false, true].flatMap { continuing in
                StandardStream.allCases.map { formatter.prefix(name, $0, continuing: continuing) }
            }
        }
        let index = stream.rawValue + (continuing ? StandardStream.allCases.count : 0)
        return prefixes.indices.contains(index) ? prefixes[index] : []
    }
}
