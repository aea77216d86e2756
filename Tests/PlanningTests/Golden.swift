/// What a person reads, compared whole.
enum Golden {
    /// The plan of `Lantern`.
    static let text = #"""
        role Mill, instance Mill_IN_0, deployment d1
        in /role

        environment of every process
          inherited: HOME LANG
          PATH=/usr/bin:/bin
          DiagnosticStore=/res/Directory/d1.Mill.DiagnosticStore/
          @Interval=30
          RoleName=Mill
          RoleInstanceID=Mill_IN_0
          RoleDeploymentID=d1
          RdRoleId=d1.Mill_IN_0
          RoleRoot=/role
          RdRoleRoot=/role/
          TEMP=/res/temp/d1.Mill/RoleTemp
          TMP=/res/temp/d1.Mill/RoleTemp
          TMPDIR=/res/temp/d1.Mill/RoleTemp
          RdRoleResourcesRootPath=/res/
          RdRoleLogRootPath=/res/
          WaRuntimeEndpoint=/run/wahost/runtime
          SWIFT_BACKTRACE=enable=no

        startup tasks, in order

          1  background  limited  beacon.exe
             runs        /role/plugins/Beacon/beacon.sh
             rule        the Linux counterpart of a Windows program
             in          plugins/Beacon
             as          mill (1000:1000), no new privileges, no capabilities (limited:
                         the owner of the role root)
             waits for   nothing
             then        goes on at once; it runs beside the role; started again after a
                         failure
             ready when  unix:/role/plugins/Beacon/beacon.sock, within 5 min
             variables   HOME, USER, LOGNAME, SHELL: those of mill
                         RdModuleName=Beacon
                         WaRoleType=WorkerRole

          2  simple  limited  beacon.exe /blockStartup
             runs        nothing: the bootstrapper itself waits
             waits for   nothing
             then        goes on when task 1 'beacon.exe' is ready
                         (unix:/role/plugins/Beacon/beacon.sock), within 5 min

          3  simple  elevated  setup.cmd 1<&2 >> log.txt
             runs        /bin/sh -c 'exec ./setup.sh 1<&2 >> log.txt'
             rule        the Linux counterpart of a Windows program; through /bin/sh,
                         because of shell syntax
             in          approot
             as          root (0:0) (elevated: the bootstrapper's own user)
             waits for   the good end of task 2
             then        exit 0 goes on; anything else fails the start
             variables   MODE=full
                         EMULATED=false
                         ApiToken=(hidden)
                         LOG=/res/temp/d1.Mill/RoleTemp/setup.log

          4  foreground  limited  watch.cmd
             runs        /role/approot/Watch.py
             rule        the Linux counterpart of a Windows program
             in          approot
             as          mill (1000:1000), no new privileges, no capabilities (limited:
                         the owner of the role root)
             waits for   the good end of task 3
             then        goes on at once; the role can not end before it has ended
             variables   HOME, USER, LOGNAME, SHELL: those of mill

        host

          *  WaWorkerHost  limited  node.cmd .\server.js
             runs        /usr/bin/node ./server.js
             rule        found on PATH without its Windows ending
             in          approot
             as          mill (1000:1000), no new privileges, no capabilities (limited:
                         the owner of the role root)
             waits for   the good end of task 3
             ready when  it has been started
             then        a StatusCheck (tcp:127.0.0.1:7000) every 15 s; its end ends the
                         role
             variables   HOME, USER, LOGNAME, SHELL: those of mill
                         PORT=7000

        on stop, in order

          1  the host 'node.cmd': SIGTERM, SIGKILL after 30 s
          2  task 1 'beacon.exe': SIGTERM, SIGKILL after 30 s
          3  task 4 'watch.cmd': SIGTERM, waited for without a limit

        """#
}
