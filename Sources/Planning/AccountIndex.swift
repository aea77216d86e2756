/// Asks for each user once.
///
/// A class, because what it has seen serves every process of one plan.
final class AccountIndex {
    private let accounts: any AccountDirectory
    private var byName: [String: Account?] = [:]
    // A plan has a handful of users: to look through a list takes less than to set up a table for them.
    private var byNumber: [(uid: UInt32, account: Account?)] = []
    private var groupsOf: [(account: Account, groups: [UInt32])] = []

    init(_ accounts: any AccountDirectory) {
        self.accounts = accounts
    }

    /// Returns the account that a name or a number means.
    ///
    /// The highest number means "nobody, leave it as it is" to the kernel.
    func account(_ written: String) -> Account? {
        if let known = byName[written] { return known }
        let found =
            accounts.account(named: written) ?? UInt32(written).flatMap { $0 == .max ? nil : account(uid: $0) }
        byName[written] = .some(found)
        return found
    }

    /// Returns the account with this number, which needs no entry in the system's databases; then its group has the same
    /// number.
    func account(uid: UInt32) -> Account {
        known(uid) ?? Account(name: String(uid), uid: uid, gid: uid, home: "/", shell: "/bin/sh")
    }

    /// Returns all groups of the account.
    func groups(of account: Account) -> [UInt32] {
        if let known = groupsOf.first(where: { $0.account == account }) { return known.groups }
        let groups = accounts.groups(of: account)
        groupsOf.append((account, groups))
        return groups
    }

    private func known(_ uid: UInt32) -> Account? {
        if let known = byNumber.first(where: { $0.uid == uid }) { return known.account }
        let found = accounts.account(uid: uid)
        byNumber.append((uid, found))
        return found
    }
}
