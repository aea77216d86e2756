import Planning

/// The users of a machine in memory.
struct MemoryAccounts: AccountDirectory {
    var all = [
        Account(name: "root", uid: 0, gid: 0, home: "/root", shell: "/bin/bash"),
        Account(name: "mill", uid: 1_000, gid: 1_000, home: "/home/mill", shell: "/bin/dash"),
        Account(name: "redis", uid: 70, gid: 70, home: "/var/lib/redis", shell: "/usr/sbin/nologin"),
    ]

    func account(named name: String) -> Account? { all.first { $0.name == name } }

    func account(uid: UInt32) -> Account? { all.first { $0.uid == uid } }

    func groups(of account: Account) -> [UInt32] { account.name == "mill" ? [1_000, 4] : [account.gid] }
}
