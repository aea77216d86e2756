import Bootstrapper

@main enum Program { static func main() {} }
