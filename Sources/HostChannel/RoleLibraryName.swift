/// Where the role library lies that a `NetFxEntryPoint` names.
public enum RoleLibraryName {
    /// Returns the file names to look for, the best first: `Worker.dll` becomes `libWorker.so` and `Worker.so`.
    ///
    /// A folder stays before the name, with Windows' separators turned; `.dll` and `.exe` go, whatever their case. A name
    /// that already ends in `.so` comes first as it is written.
    public static func candidates(assemblyName: String) -> [String] {
        let path = String(assemblyName.map { $0 == "\\" ? "/" : $0 })
        let split = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let folder = path[..<split]
        let name = path[split...]
        guard !name.isEmpty else { return [] }
        if name.hasSuffix(".so") { return name.hasPrefix("lib") ? [path] : [path, "\(folder)lib\(name)"] }
        let ending = name.suffix(4).lowercased()
        let isAssembly = name.count > 4 && (ending == ".dll" || ending == ".exe")
        let stem = isAssembly ? name.dropLast(4) : name
        return ["\(folder)lib\(stem).so", "\(folder)\(stem).so"]
    }
}
