import RoleModel

/// Chooses the user of each process (C8).
struct UserRules {
    let input: PlanningInput
    let index: FolderIndex
    let accounts: AccountIndex
    /// What is to be said; the same thing once.
    private(set) var diagnostics: [Diagnostic] = []
    /// Whether some limited process runs as the current user for want of a role user.
    private(set) var lacksRoleUser = false

    /// Somebody by name, and where the name was written.
    private struct Named {
        var name: String
        var location: FileLocation?
        var why: String
    }

    init(_ input: PlanningInput, _ index: FolderIndex, _ accounts: any AccountDirectory) {
        self.input = input
        self.index = index
        self.accounts = AccountIndex(accounts)
    }

    /// Returns as whom something with these rights and this `linux:user` of its own, written there, runs.
    mutating func credentials(
        for context: ExecutionContext,
        user: String?,
        at location: FileLocation?
    ) -> PlannedCredentials {
        guard context == .limited else {
            if let user { say(.elevatedUser(user, at: location)) }
            return current(noNewPrivileges: false, why: "elevated: the bootstrapper's own user")
        }
        if let named = named(user, at: location) {
            return credentials(of: named) ?? current(noNewPrivileges: true, why: "limited")
        }
        if input.userID == 0, let owner = ownerOfRoot(), owner != 0 {
            return credentials(of: accounts.account(uid: owner), why: "limited: the owner of the role root")
        }
        lacksRoleUser = true
        return current(noNewPrivileges: true, why: "limited, but there is no role user: the current user")
    }

    /// The one note about a missing role user.
    var note: String? {
        guard lacksRoleUser else { return nil }
        let reason =
            input.userID == 0
            ? "the role root belongs to root" : "the bootstrapper is not root and can change to nobody"
        return "limited tasks run as the current user '\(ownName)', without new privileges: no role user is named, and "
            + "\(reason); to change that, give --role-user USER, or write linux:user into the role model"
    }

    private func named(_ user: String?, at location: FileLocation?) -> Named? {
        if let user = input.roleUser { return Named(name: user, location: nil, why: "limited: --role-user") }
        if let user { return Named(name: user, location: location, why: "limited: its linux:user") }
        if let user = input.role.user {
            return Named(name: user, location: input.role.location, why: "limited: the role's linux:user")
        }
        return nil
    }

    private mutating func credentials(of named: Named) -> PlannedCredentials? {
        guard let account = accounts.account(named.name) else {
            say(.noSuchUser(named.name, at: named.location))
            return nil
        }
        guard input.userID == 0 || account.uid == input.userID else {
            say(.cannotChangeUser(named.name, own: ownName, at: named.location))
            return nil
        }
        return credentials(of: account, why: named.why)
    }

    private func credentials(of account: Account, why: String) -> PlannedCredentials {
        PlannedCredentials(
            uid: account.uid,
            gid: account.gid,
            groups: accounts.groups(of: account),
            userName: account.name,
            changesUser: account.uid != input.userID,
            noNewPrivileges: true,
            dropsCapabilities: true,
            why: why
        )
    }

    private func current(noNewPrivileges: Bool, why: String) -> PlannedCredentials {
        PlannedCredentials(
            uid: input.userID,
            gid: input.groupID,
            groups: nil,
            userName: ownName,
            changesUser: false,
            noNewPrivileges: noNewPrivileges,
            dropsCapabilities: false,
            why: why
        )
    }

    private var ownName: String { accounts.account(uid: input.userID).name }

    private func ownerOfRoot() -> UInt32? {
        guard case .directory(let attributes) = index.kind(of: input.roleRoot) else { return nil }
        return attributes.owner
    }

    private mutating func say(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
}
