import Glibc
import Kernel

/// A folder of ours for endpoints: the role user may search it and has what lies in it; nobody else gets in.
///
/// It belongs to the bootstrapper, not to the role user, who could otherwise put links in the way of what root does here.
struct RuntimeFolder {
    /// The most bytes that the path of a Unix socket may have.
    static let mostSocketBytes = 107

    let path: String
    let owner: RuntimeOwner?

    /// Makes the folder unless it is there, and gives it its mode.
    init(_ path: String, owner: RuntimeOwner?) throws(RuntimeEndpointFailure) {
        self.path = path
        self.owner = owner
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw RuntimeEndpointFailure("cannot make the runtime folder '\(path)'", errno)
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw RuntimeEndpointFailure("cannot use '\(path)' as the runtime folder: it is not a folder")
        }
        guard status.st_uid == geteuid() else {
            throw RuntimeEndpointFailure(
                "cannot use '\(path)' as the runtime folder: it belongs to user \(status.st_uid), who could replace what"
                    + " is in it"
            )
        }
        let isShared = owner.map { $0.uid != geteuid() } ?? false
        if isShared, let owner { _ = lchown(path, UInt32.max, owner.gid) }
        guard chmod(path, isShared ? 0o710 : 0o700) == 0 else {
            throw RuntimeEndpointFailure("cannot set the mode of the runtime folder '\(path)'", errno)
        }
    }

    /// Makes a folder of this kind with a short name that nobody can guess, for sockets: their paths are limited.
    static func short(owner: RuntimeOwner?) throws(RuntimeEndpointFailure) -> RuntimeFolder {
        var last: RuntimeEndpointFailure?
        for parent in ["/run", "/tmp"] where access(parent, W_OK | X_OK) == 0 {
            guard let name = randomName() else { continue }
            do throws(RuntimeEndpointFailure) {
                return try RuntimeFolder("\(parent)/wahost-\(name)", owner: owner)
            } catch {
                last = error
            }
        }
        throw last
            ?? RuntimeEndpointFailure("cannot find a folder with a short name: neither /run nor /tmp is writable")
    }

    /// Returns the path of something in the folder.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Gives a file in the folder to the role user, with this mode.
    func hand(_ file: String, mode: UInt32) throws(RuntimeEndpointFailure) {
        guard chmod(file, mode) == 0 else {
            throw RuntimeEndpointFailure("cannot set the mode of '\(file)'", errno)
        }
        guard let owner, owner.uid != geteuid() else { return }
        guard lchown(file, owner.uid, owner.gid) == 0 else {
            throw RuntimeEndpointFailure("cannot give '\(file)' to user \(owner.uid)", errno)
        }
    }

    /// Removes the folder if nothing is left in it.
    func remove() { rmdir(path) }

    private static func randomName() -> String? {
        var bytes = [UInt8](repeating: 0, count: 8)
        guard wak_random(&bytes, 8) == 8 else { return nil }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
