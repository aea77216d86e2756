// The entry for libFuzzer, compiled together with the room by `xmltext.sh`.

/// Reads what the fuzzer made up; whatever is read must come back from the writer as the same tree, in every form.
///
/// Reading and writing themselves must end and must not trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzXMLText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let root = try? XMLReader.read(bytes) else { return 0 }
    let tree = plain(root)
    for options in [XMLWriter.Options(), XMLWriter.Options(asciiOnly: true, singleLine: true)] {
        do throws(XMLError) {
            let written = try XMLWriter.write(root, options: options)
            guard plain(try XMLReader.read(written)) == tree else { fatalError("another tree came back") }
            guard !options.singleLine || !written.contains(where: { $0 == 10 || $0 == 13 || $0 > 0x7F }) else {
                fatalError("more than one line of ASCII")
            }
        } catch {
            guard options.asciiOnly, error.what.hasSuffix("in ASCII") || error.code == .limitExceeded else {
                fatalError("\(error)")
            }
        }
    }
    return 0
}

/// Returns everything in a tree but its places, byte by byte.
private func plain(_ element: XMLElement) -> [UInt8] {
    func part(_ text: String?) -> [UInt8] { text.map { [1] + Array($0.utf8) + [0] } ?? [2] }
    var all = part(element.name.namespace) + part(element.name.prefix) + part(element.name.local)
    for declaration in element.namespaceDeclarations {
        all += [3] + part(declaration.prefix) + part(declaration.namespace)
    }
    for attribute in element.attributes {
        all += [4] + part(attribute.name.namespace) + part(attribute.name.prefix) + part(attribute.name.local)
        all += part(attribute.value)
    }
    for child in element.children {
        switch child {
        case .element(let element): all += [5] + plain(element) + [6]
        case .text(let text, _): all += [7] + part(text)
        }
    }
    return all
}
