import Planning
import RoleModel
import XMLText

/// The worker `Mill` of FORMATS §1, with a pair that waits natively, and the Linux counterparts of its programs.
enum Lantern {
    static let roleModel = #"""
        <?xml version="1.0" encoding="utf-8"?>
        <RoleModel name="Mill" version="2.9.8699.20" xmlns:linux="urn:wahostbootstrapper:linux:1" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition">
          <Startup>
            <Task commandLine="beacon.exe" taskType="background" relativePath="plugins\Beacon" linux:readiness="unix:beacon.sock" linux:restart="on-failure">
              <Environment>
                <Variable name="RdModuleName" value="Beacon" />
                <Variable name="WaRoleType" value="WorkerRole" />
              </Environment>
            </Task>
            <Task commandLine="beacon.exe /blockStartup" relativePath="plugins\Beacon">
              <Environment>
                <Variable name="BEACON_WAIT" value="60" />
                <Variable name="RdModuleName" value="Beacon" />
                <Variable name="WaRoleType" value="WorkerRole" />
              </Environment>
            </Task>
            <Task commandLine="setup.cmd 1&lt;&amp;2 &gt;&gt; log.txt" executionContext="elevated" relativePath="approot\">
              <Environment>
                <Variable name="MODE" value="full" />
                <Variable name="EMULATED">
                  <RoleInstanceValue xpath="/RoleEnvironment/Deployment/@emulated" />
                </Variable>
                <Variable name="ApiToken" value="t0p" />
                <Variable name="LOG" value="%TEMP%\setup.log" />
              </Environment>
            </Task>
            <Task commandLine="watch.cmd" taskType="foreground" relativePath="approot\">
              <Environment />
            </Task>
          </Startup>
          <Runtime protocolVersion="2011-03-08">
            <Environment>
              <Variable name="PORT">
                <RoleInstanceValue xpath="/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='TcpIn']/@port" />
              </Variable>
            </Environment>
            <EntryPoint>
              <ProgramEntryPoint commandLine="node.cmd .\server.js" setReadyOnProcessStart="true" linux:statusCheck="tcp:7000" />
            </EntryPoint>
          </Runtime>
          <ConfigurationSettings>
            <Setting name="Interval" nameSpace="Example.Plugins.Beacon" />
          </ConfigurationSettings>
        </RoleModel>
        """#

    static var scene: Scene? {
        guard let role = Role.read(Array(roleModel.utf8), file: "RoleModel.xml").value else { return nil }
        var scene = Scene()
        scene.role = role
        scene.userID = 0
        scene.files = MemoryFiles([])
        scene.files.addFolder("/role", owner: 1_000)
        for path in ["plugins/Beacon/beacon.sh", "approot/setup.sh", "approot/Watch.py", "approot/server.js"] {
            scene.files.add("/role/" + path)
        }
        scene.files.add("/usr/bin/node", "\u{7F}ELF\0")
        scene.values = [
            .deploymentEmulated: "false", .endpointPort(name: "TcpIn"): "7000",
            .setting(name: "Example.Plugins.Beacon.Interval"): "30",
        ]
        scene.adjust = {
            $0.describesService = true
            $0.localResources = [("DiagnosticStore", "/res/Directory/d1.Mill.DiagnosticStore/")]
            $0.resourcesRoot = "/res"
            $0.runtimeFolder = "/run/wahost"
            $0.runtimeEndpoint = "/run/wahost/runtime"
            $0.inheritedEnvironment = [("PATH", "/usr/bin:/bin"), ("HOME", "/root"), ("LANG", "C.UTF-8")]
        }
        return scene
    }
}
