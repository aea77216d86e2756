/// What `wahostbootstrapper role --help` prints.
enum RoleHelp {
    static var text: String {
        let codes = RoleExitCode.allCases.map { code in
            let number = "  \(code.rawValue)"
            return number + String(repeating: " ", count: max(1, 7 - number.count)) + code.meaning + "\n"
        }
        return head + codes.joined() + foot
    }

    private static let head = """
        usage: wahostbootstrapper role COMMAND [OPTION…]

        What a role's program asks of its surroundings, and tells them. For scripts: the
        answer stands alone on standard output, messages go to standard error.

        Questions:
          get setting NAME             its value, as it is now
          get settings [--json]        all: NAME=VALUE
          get endpoint NAME [--address|--port|--protocol]
                       [--role ROLE] [--instance ID] [--json]
                                       ADDRESS:PORT of this instance; with --role of all
                                       instances of that role, a line each
          get endpoints [--role ROLE] [--instance ID] [--json]
                                       all: INSTANCE, NAME, ADDRESS:PORT, PROTOCOL (tabs)
          get resource NAME [--path|--size] [--json]
                                       its folder, or its size in MB
          get resources [--json]       all: NAME, PATH, MB (tabs)
          get instance [--id|--role-name|--fault-domain|--update-domain] [--json]
                                       this instance
          get instances [--role ROLE] [--json]
                                       all: ID, ROLE, FAULT DOMAIN, UPDATE DOMAIN (tabs)
          get deployment [--id|--emulated] [--json]
          get incarnation              the number of the configuration in force

        Reports (each holds until it expires, is cleared or is set anew):
          set-status ready|busy [--for TIME] [--client NAME]
          set-status stopped [--client NAME]
                                       what was to be done on stopping has been done
          clear-status [--client NAME] let the bootstrapper judge for itself again
          request-recycle [--client NAME]
                                       stop the role in order and start it again; right
                                       after a change: do not accept it while running

        Waiting:
          wait changed [--timeout TIME] [--since INCARNATION] [--json]
                                       until the configuration changes; a line for each
                                       change: 'setting NAME' or 'topology ROLE'
          wait stopping [--timeout TIME]
                                       until the role is to stop

        TIME is 500ms, 30s, 5m, 1h, or 30 for seconds. --client is whose report it is; without
        it all commands of one script (one process group) are one client.

        Exit codes:

        """

    private static let foot = """

        The endpoint is the one that WaRuntimeEndpoint names. More: docs/reference/role-command.md

        """
}
