import Glibc
import Planning
import StaticAccounts

/// The users of the machine, as planning asks for them.
public struct SystemAccounts: AccountDirectory {
    private static let preparation: Void = wahost_prepare_account_lookup()

    /// Creates the view.
    public init() {}

    /// Returns the account with this name.
    public func account(named name: String) -> Account? {
        Self.preparation
        return lookUp { getpwnam_r(name, $0, $1, $2, $3) }
    }

    /// Returns the account with this number.
    public func account(uid: UInt32) -> Account? {
        lookUp { wahost_account_of(uid, $0, $1, UInt($2), $3) }
    }

    /// Returns all groups of the account, its own included.
    public func groups(of account: Account) -> [UInt32] {
        Self.preparation
        var count: Int32 = 64
        for _ in 0..<4 {
            var groups = [gid_t](repeating: 0, count: Int(count))
            if getgrouplist(account.name, account.gid, &groups, &count) >= 0 {
                return Array(groups[..<max(0, min(Int(count), groups.count))])
            }
            count = max(count, Int32(groups.count)) * 2
        }
        return [account.gid]
    }

    private typealias LookUp = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32

    private func lookUp(_ call: LookUp) -> Account? {
        var error: Int32 = 0
        // Few accounts need more than the first.
        for capacity in [1_024, 65_536] {
            let account = lookUp(call, capacity, &error)
            if error != ERANGE { return account }
        }
        return nil
    }

    private func lookUp(_ call: LookUp, _ capacity: Int, _ error: inout Int32) -> Account? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            error = call(&entry, base, buffer.count, &found)
            guard error == 0, found != nil else { return nil }
            return Account(
                name: String(cString: entry.pw_name),
                uid: entry.pw_uid,
                gid: entry.pw_gid,
                home: String(cString: entry.pw_dir),
                shell: String(cString: entry.pw_shell)
            )
        }
    }
}
