import ControlSocket
import Glibc

/// How text for a person may look.
public struct TextStyle: Hashable, Sendable {
    /// Colours, as terminals number them.
    enum Colour: String {
        case green = "32"
        case yellow = "33"
        case red = "31"
        case faint = "2"
        case bold = "1"
    }

    /// Whether escape sequences may be used.
    public var hasColour = false
    /// How many columns there are.
    public var width = 80
    /// How many lines there are.
    public var height = 24

    /// Creates the style of plain text of 80 columns.
    public init(hasColour: Bool = false, width: Int = 80, height: Int = 24) {
        self.hasColour = hasColour
        self.width = width
        self.height = height
    }

    /// Returns what fits a descriptor: colours and a size of its own on a terminal only (https://no-color.org).
    static func fitting(_ descriptor: Int32) -> TextStyle {
        guard isatty(descriptor) == 1 else { return TextStyle() }
        let terminal = ControlFolder.environment("TERM") ?? "dumb"
        var style = TextStyle(hasColour: ControlFolder.environment("NO_COLOR") == nil && terminal != "dumb")
        if let size = Terminal.size(of: descriptor) { (style.width, style.height) = size }
        return style
    }

    func painted(_ text: String, _ colour: Colour?) -> String {
        guard hasColour, let colour, !text.isEmpty else { return text }
        return "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m"
    }
}
