import Bootstrapper

@main enum Program {
    static func main() {
        Invocation.run(words: Array(CommandLine.arguments.dropFirst()))
    }
}
