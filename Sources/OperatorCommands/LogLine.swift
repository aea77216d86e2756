import ControlSocket
import JSONText

/// One line of a log file, in the forms that LogCapture writes (`docs/reference/logs.md`).
struct LogLine {
    /// Which stream it came from.
    enum Stream: String {
        case output = "stdout"
        case error = "stderr"
        /// The capture itself: what is missing here, and why.
        case capture
        /// The bootstrapper's own records.
        case own = "wahost"
    }

    /// Microseconds since 1970 UTC.
    var time: Int
    /// Where it came from.
    var stream: Stream
    /// Whether no newline followed: the next piece of the stream goes on with it.
    var isPartial = false
    /// The bytes, without the newline.
    var text: ArraySlice<UInt8>

    /// Reads a line of a task's file; one that is in no known form is taken as it is, at an earlier line's time.
    init(output line: ArraySlice<UInt8>, after earlier: Int) {
        let start = line.startIndex
        guard line.count >= 30, line[start + 27] == 0x20, line[start + 29] == 0x20,
            let time = Self.time(line.prefix(27)), let (stream, isPartial) = Self.stream(line[start + 28])
        else {
            self.init(time: earlier, stream: .output, text: line)
            return
        }
        self.init(time: time, stream: stream, isPartial: isPartial, text: line.dropFirst(30))
    }

    /// Reads a line of the bootstrapper's own log: Azure's form, or JSON.
    init(own line: ArraySlice<UInt8>, after earlier: Int) {
        if line.first == UInt8(ascii: "{"), let json = try? JSON(bytes: Array(line)) {
            let time = json["time"]?.text.flatMap { Self.time(Array($0.utf8)[...]) }
            self.init(time: time ?? earlier, stream: .own, text: Array((json["text"]?.text ?? "").utf8)[...])
            return
        }
        // [00003604:00002604, 2018/08/13, 03:08:22.405, WARN ] text
        let start = line.startIndex
        guard line.count >= 53, line[start] == UInt8(ascii: "["), line[start + 18] == UInt8(ascii: ","),
            let time = Self.azureTime(line.dropFirst(20).prefix(24)), line[start + 51] == UInt8(ascii: "]")
        else {
            self.init(time: earlier, stream: .own, text: line)
            return
        }
        self.init(time: time, stream: .own, text: line.dropFirst(46).prefix(5) + line.dropFirst(52))
    }

    private init(time: Int, stream: Stream, isPartial: Bool = false, text: ArraySlice<UInt8>) {
        self.time = time
        self.stream = stream
        self.isPartial = isPartial
        self.text = text
    }

    private static func stream(_ letter: UInt8) -> (Stream, Bool)? {
        switch letter {
        case UInt8(ascii: "O"): (.output, false)
        case UInt8(ascii: "o"): (.output, true)
        case UInt8(ascii: "E"): (.error, false)
        case UInt8(ascii: "e"): (.error, true)
        case UInt8(ascii: "!"): (.capture, false)
        default: nil
        }
    }

    /// Reads `2026-11-21T14:36:54.123456Z`.
    static func time(_ text: ArraySlice<UInt8>) -> Int? {
        guard text.count == 27, text.last == UInt8(ascii: "Z") else { return nil }
        let at = { (offset: Int, count: Int) in number(text.dropFirst(offset).prefix(count)) }
        guard let year = at(0, 4), let month = at(5, 2), let day = at(8, 2), let hour = at(11, 2),
            let minute = at(14, 2), let second = at(17, 2), let fraction = at(20, 6)
        else { return nil }
        return ((days(year, month, day) * 24 + hour) * 60 + minute) * 60_000_000 + second * 1_000_000 + fraction
    }

    /// Reads `2018/08/13, 03:08:22.405`.
    private static func azureTime(_ text: ArraySlice<UInt8>) -> Int? {
        let at = { (offset: Int, count: Int) in number(text.dropFirst(offset).prefix(count)) }
        guard let year = at(0, 4), let month = at(5, 2), let day = at(8, 2), let hour = at(12, 2),
            let minute = at(15, 2), let second = at(18, 2), let fraction = at(21, 3)
        else { return nil }
        return ((days(year, month, day) * 24 + hour) * 60 + minute) * 60_000_000 + second * 1_000_000 + fraction * 1_000
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return digits.isEmpty ? nil : value
    }

    /// Returns the days since 1970 of a date of the Gregorian calendar.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
