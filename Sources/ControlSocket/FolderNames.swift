import Glibc
import Kernel

/// What lies in a folder.
public enum FolderNames {
    /// Returns the names in no order, those with a dot in front left out; none when the folder can not be read.
    public static func of(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = String(cString: wak_entry_name(entry))
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
