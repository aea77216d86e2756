/// What planning asks about users; the edge answers from the system's databases.
public protocol AccountDirectory {
    /// Returns the account with this name.
    func account(named name: String) -> Account?

    /// Returns the account with this number.
    func account(uid: UInt32) -> Account?

    /// Returns all groups of the account, its own included.
    func groups(of account: Account) -> [UInt32]
}
