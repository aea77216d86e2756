import RoleModel
import Testing

/// Files of our own: the service "Harbour", with everything that the readers know.
enum Fixtures {
    static let role = """
        \u{FEFF}<?xml version="1.0" encoding="utf-8"?>
        <RoleModel xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="Crane" version="2.9.8699.20"
                   xsi:schemaLocation="left alone" xmlns:linux="urn:wahostbootstrapper:linux:1" linux:user="crane"
                   xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition">
          <Startup>
            <Task commandLine="lamp.exe" taskType="background" relativePath="plugins\\Lamp" linux:readiness="notify"
                  linux:readinessTimeout="2m" linux:restart="on-failure" linux:stopSignal="SIGQUIT"
                  linux:stopTimeout="500ms" linux:successExitCodes="0 143,200-202">
              <Environment>
                <Variable name="RdModuleName" value="Lamp" />
                <Variable name="WaRoleType" value="WorkerRole" />
              </Environment>
            </Task>
            <Task commandLine="lamp.exe /blockStartup" relativePath="plugins\\Lamp">
              <Environment />
            </Task>
            <Task commandLine="setup.cmd &gt; log.txt" executionContext="elevated" relativePath="approot\\"
                  linux:timeout="1h" linux:user="root">
              <Environment>
                <Variable name="EMPTY" value="" />
                <Variable name="PORT">
                  <RoleInstanceValue xpath="/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='Web']/@port" />
                </Variable>
              </Environment>
            </Task>
            <Task commandLine="watch.cmd" taskType="foreground" linux:stopTimeout="none" linux:runtimeEndpoint="fifo" />
          </Startup>
          <Runtime executionContext="elevated" protocolVersion="2011-03-08" linux:user="nobody">
            <Environment>
              <Variable name="HOME" value="%TEMP%\\home" />
            </Environment>
            <EntryPoint>
              <ProgramEntryPoint commandLine="node.cmd .\\server.js" setReadyOnProcessStart="false"
                                 linux:readiness="http://127.0.0.1:8080/alive" linux:statusCheck="tcp:8080" />
            </EntryPoint>
          </Runtime>
          <ConfigurationSettings>
            <Setting name="Colour" nameSpace="Example.Lamp" />
          </ConfigurationSettings>
          <Properties>
            <Property name="TargetFrameworkVersion" value="v4.0" />
          </Properties>
          <Sites>
            <Site name="Web" physicalDirectory="sitesroot\\0">
              <VirtualApplication name="admin" physicalDirectory="sitesroot\\1">
                <VirtualDirectory name="images" />
              </VirtualApplication>
              <Bindings>
                <Binding name="Main" endpointName="Web" hostHeader="www.harbour.example" />
              </Bindings>
            </Site>
          </Sites>
        </RoleModel>
        """

    static let definition = """
        <?xml version="1.0" encoding="utf-8"?>
        <ServiceDefinition name="Harbour" schemaVersion="2015-04.2.6" upgradeDomainCount="3"
                           topologyChangeDiscovery="UpgradeDomainWalk"
                           xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition">
          <LoadBalancerProbes>
            <LoadBalancerProbe name="Alive" protocol="http" path="/alive" intervalInSeconds="20" />
          </LoadBalancerProbes>
          <WebRole name="Crane" vmsize="Medium" enableNativeCodeExecution="True">
            <Sites>
              <Site name="Web" physicalDirectory="..\\Web">
                <Bindings><Binding name="Main" endpointName="Web" /></Bindings>
              </Site>
            </Sites>
            <Endpoints>
              <InputEndpoint name="Web" protocol="https" port="443" localPort="*" certificate="Seal"
                             loadBalancerProbe="Alive" ignoreRoleInstanceStatus="true" />
              <InternalEndpoint name="Gossip" protocol="any" port="7100" />
              <InternalEndpoint name="Chat" protocol="tcp" />
              <InstanceInputEndpoint name="Debug" protocol="tcp" localPort="7200">
                <AllocatePublicPortFrom><FixedPortRange min="17200" max="17209" /></AllocatePublicPortFrom>
              </InstanceInputEndpoint>
            </Endpoints>
            <Imports><Import moduleName="Lamp" /></Imports>
            <ConfigurationSettings><Setting name="QueueName" /></ConfigurationSettings>
            <LocalResources>
              <LocalStorage name="Scratch" cleanOnRoleRecycle="false" />
              <LocalStorage name="DiagnosticStore" sizeInMB="8192" />
            </LocalResources>
            <Certificates>
              <Certificate name="Seal" storeLocation="CurrentUser" storeName="Root" permissionLevel="elevated" />
            </Certificates>
            <Startup priority="2"><Task commandLine="setup.cmd" /></Startup>
            <Runtime executionContext="elevated" />
            <Contents>
              <Content destination=".\\"><SourceDirectory path="c:\\content" /></Content>
            </Contents>
          </WebRole>
          <WorkerRole name="Mole">
            <LocalStorage name="Old" sizeInMB="7" />
            <InputEndpoints><InputEndpoint name="In" protocol="udp" port="53" localport="5353" /></InputEndpoints>
            <Endpoints><InternalEndpoint name="Ask" protocol="http"><FixedPort port="81" /></InternalEndpoint></Endpoints>
          </WorkerRole>
          <NetworkTrafficRules>
            <OnlyAllowTrafficTo>
              <Destinations><RoleEndpoint endpointName="Ask" roleName="Mole" /></Destinations>
              <WhenSource matches="AnyRule"><FromRole roleName="Crane" /></WhenSource>
            </OnlyAllowTrafficTo>
          </NetworkTrafficRules>
        </ServiceDefinition>
        """

    static let configuration = """
        <?xml version="1.0" encoding="utf-8"?>
        <ServiceConfiguration serviceName="Harbour" osFamily="5" osVersion="*" schemaVersion="2015-04.2.6"
                              xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration">
          <Role name="Crane" vmName="crane">
            <Instances count="2" />
            <ConfigurationSettings>
              <Setting name="QueueName" value="grüße &amp; &lt;grain&gt;" />
              <Setting name="Example.Lamp.Colour" value="red" />
            </ConfigurationSettings>
            <Certificates>
              <Certificate name="Seal" thumbprint="0123456789abcdef0123456789abcdef01234567"
                           thumbprintAlgorithm="sha1" />
            </Certificates>
          </Role>
          <Role name="Mole"><Instances count="3" /></Role>
          <NetworkConfiguration>
            <Dns><DnsServers><DnsServer name="one" IPAddress="10.0.0.4" /></DnsServers></Dns>
            <VirtualNetworkSite name="HarbourNet" />
            <AddressAssignments>
              <InstanceAddress roleName="Mole"><Subnets><Subnet name="Back" /></Subnets></InstanceAddress>
              <ReservedIPs><ReservedIP name="HarbourIp" /></ReservedIPs>
            </AddressAssignments>
          </NetworkConfiguration>
        </ServiceConfiguration>
        """

    static let module = """
        <?xml version="1.0" ?>
        <RoleModule namespace="Example.Lamp"
                    xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition">
          <Startup priority="-1">
            <Task commandLine="lamp.exe" executionContext="limited" taskType="background" />
            <Task commandLine="lamp.exe /blockStartup" executionContext="limited" taskType="simple" />
          </Startup>
          <Runtime><Environment><Variable name="LAMP" value="on" /></Environment></Runtime>
          <ConfigurationSettings><Setting name="Colour" /></ConfigurationSettings>
          <LocalResources><LocalStorage name="Oil" /></LocalResources>
          <Endpoints><InternalEndpoint name="Light" protocol="udp" port="7300" /></Endpoints>
          <Certificates><Certificate name="Key" storeLocation="LocalMachine" storeName="My" /></Certificates>
        </RoleModule>
        """

    static func readRole() throws -> Role {
        try #require(Role.read(Array(role.utf8), file: "RoleModel.xml").value)
    }

    static func readDefinition() throws -> ServiceDefinition {
        try #require(ServiceDefinition.read(Array(definition.utf8), file: "Harbour.csdef").value)
    }

    static func readConfiguration() throws -> ServiceConfiguration {
        try #require(ServiceConfiguration.read(Array(configuration.utf8), file: "Harbour.cscfg").value)
    }

    /// Returns the codes of what is said about a role with one task, or with what `body` is.
    static func codes(task: String = "", body: String? = nil) -> [String] {
        reading(task: task, body: body).diagnostics.map(\.code)
    }

    /// Returns the reading of a role with one task, or with what `body` is.
    static func reading(task: String = "", body: String? = nil) -> Reading<Role> {
        let body = body ?? "<Startup><Task commandLine='a' \(task) /></Startup>"
        let text = "<RoleModel name='R' xmlns='\(azure)' xmlns:linux='\(LinuxExtensions.namespace)'>\(body)</RoleModel>"
        return Role.read(Array(text.utf8), file: "RoleModel.xml")
    }
}
