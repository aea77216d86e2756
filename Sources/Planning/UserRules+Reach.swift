import RoleModel

extension UserRules {
    /// Returns what keeps a user from a folder: the first folder on the way that shuts it out; nil when nothing does.
    func barrier(for credentials: PlannedCredentials, to folder: String) -> Diagnostic? {
        guard let access = credentials.access, access.uid != 0 else { return nil }
        var path = ""
        for component in [""] + folder.split(separator: "/").map(String.init) {
            path += path.hasSuffix("/") ? component : "/" + component
            guard case .directory(let attributes) = index.kind(of: path) else { return nil }
            if !access.may(.execute, attributes) {
                return .unreachableFolder(folder, barrier: path, attributes, owner: name(attributes.owner), credentials)
            }
        }
        return nil
    }

    private func name(_ uid: UInt32) -> String { accounts.account(uid: uid).name }
}

extension Diagnostic {
    static func unreachableFolder(
        _ folder: String,
        barrier: String,
        _ attributes: FileAttributes,
        owner: String,
        _ user: PlannedCredentials
    ) -> Diagnostic {
        Diagnostic(
            code: "unreachableFolder",
            location: nil,
            what: "cannot reach '\(folder)' as the role user '\(user.userName)'",
            why:
                "'\(barrier)' belongs to \(owner) (group \(attributes.group)) and its mode \(octal(attributes.mode)) does "
                + "not let \(user.user) through",
            mend: "chmod o+x '\(barrier)', put the role elsewhere, or name another user with --role-user"
        )
    }

    static func elevatedUser(_ user: String, at location: FileLocation?) -> Diagnostic {
        Diagnostic(
            code: "elevatedUser",
            severity: .warning,
            location: location,
            what: "cannot run something elevated as '\(user)', ignoring",
            why: "executionContext=\"elevated\" runs as the bootstrapper's own user",
            mend: "take linux:user out, or write executionContext=\"limited\""
        )
    }

    static func noSuchUser(_ user: String, at location: FileLocation?) -> Diagnostic {
        Diagnostic(
            code: "noSuchUser",
            location: location,
            what: "cannot find the user '\(user)'",
            why: "limited tasks and the host run as this user",
            mend: location == nil
                ? "make the user, or give --role-user the name or the number of another"
                : "make the user, or write the name or the number of another into linux:user"
        )
    }

    static func cannotChangeUser(_ user: String, own: String, at location: FileLocation?) -> Diagnostic {
        Diagnostic(
            code: "cannotChangeUser",
            location: location,
            what: "cannot run anything as the user '\(user)'",
            why: "only root can change to another user; the bootstrapper runs as '\(own)'",
            mend: "start the bootstrapper as root or as '\(user)', or name no user"
        )
    }
}
