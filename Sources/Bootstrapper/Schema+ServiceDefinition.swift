// swift-format-ignore-file
// Written by .ci/embed-schemas.
extension Schema {
    /// `docs/reference/schemas/servicedefinition.xsd`.
    static let servicedefinitionText: StaticString = #"""
        <?xml version="1.0" encoding="utf-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:w="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
                   xmlns:linux="urn:wahostbootstrapper:linux:1"
                   targetNamespace="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
                   elementFormDefault="qualified" attributeFormDefault="unqualified">
          <xs:annotation>
            <xs:documentation xml:lang="en">
              ServiceDefinition.csdef as wahostbootstrapper reads it. For editors, and for xmllint: what a schema can not say (what belongs
              together, which programs there are) only `wahostbootstrapper validate` says. Elements may stand in any order.
            </xs:documentation>
          </xs:annotation>
          <xs:import namespace="urn:wahostbootstrapper:linux:1" schemaLocation="linux.xsd"/>
          <xs:element name="ServiceDefinition" type="w:ServiceDefinition"/>
          <xs:simpleType name="executionContext">
            <xs:restriction base="xs:token">
              <xs:enumeration value="limited"/>
              <xs:enumeration value="elevated"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="matches">
            <xs:restriction base="xs:token">
              <xs:enumeration value="AnyRule"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="permissionLevel">
            <xs:restriction base="xs:token">
              <xs:enumeration value="limitedOrElevated"/>
              <xs:enumeration value="elevated"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="port">
            <xs:restriction base="xs:int">
              <xs:minInclusive value="1"/>
              <xs:maxInclusive value="65535"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="portOrAny">
            <xs:annotation>
              <xs:documentation xml:lang="en">A port; * is any free one.</xs:documentation>
            </xs:annotation>
            <xs:union memberTypes="w:port">
              <xs:simpleType>
                <xs:restriction base="xs:token">
                  <xs:enumeration value="*"/>
                </xs:restriction>
              </xs:simpleType>
            </xs:union>
          </xs:simpleType>
          <xs:simpleType name="probeProtocol">
            <xs:restriction base="xs:token">
              <xs:enumeration value="http"/>
              <xs:enumeration value="tcp"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="protocol">
            <xs:restriction base="xs:token">
              <xs:enumeration value="http"/>
              <xs:enumeration value="https"/>
              <xs:enumeration value="tcp"/>
              <xs:enumeration value="udp"/>
              <xs:enumeration value="any"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="storeLocation">
            <xs:restriction base="xs:token">
              <xs:enumeration value="LocalMachine"/>
              <xs:enumeration value="CurrentUser"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="taskType">
            <xs:restriction base="xs:token">
              <xs:enumeration value="simple"/>
              <xs:enumeration value="background"/>
              <xs:enumeration value="foreground"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="text">
            <xs:annotation>
              <xs:documentation xml:lang="en">Text that is not empty.</xs:documentation>
            </xs:annotation>
            <xs:restriction base="xs:string">
              <xs:pattern value="[\s\S]*\S[\s\S]*"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="truth">
            <xs:restriction base="xs:token">
              <xs:enumeration value="true"/>
              <xs:enumeration value="True"/>
              <xs:enumeration value="1"/>
              <xs:enumeration value="false"/>
              <xs:enumeration value="False"/>
              <xs:enumeration value="0"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="upgradeDomainCount">
            <xs:restriction base="xs:int">
              <xs:minInclusive value="1"/>
              <xs:maxInclusive value="20"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="wholeNumber">
            <xs:restriction base="xs:nonNegativeInteger"/>
          </xs:simpleType>
          <xs:complexType name="ServiceDefinition">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="LoadBalancerProbes" type="w:LoadBalancerProbes"/>
              <xs:element name="WebRole" type="w:WebRole"/>
              <xs:element name="WorkerRole" type="w:WorkerRole"/>
              <xs:element name="NetworkTrafficRules" type="w:NetworkTrafficRules"/>
            </xs:choice>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="schemaVersion" type="xs:string"/>
            <xs:attribute name="topologyChangeDiscovery" type="xs:string"/>
            <xs:attribute name="upgradeDomainCount" type="w:upgradeDomainCount"/>
          </xs:complexType>
          <xs:complexType name="AllocatePublicPortFrom">
            <xs:all>
              <xs:element name="FixedPortRange" type="w:FixedPortRange" minOccurs="0"/>
              <xs:element name="FixedPort" type="w:FixedPort" minOccurs="0"/>
            </xs:all>
          </xs:complexType>
          <xs:complexType name="AllowAllTraffic">
          </xs:complexType>
          <xs:complexType name="Binding">
            <xs:attribute name="name" type="w:text"/>
            <xs:attribute name="endpointName" type="w:text"/>
            <xs:attribute name="hostHeader" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="Bindings">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Binding" type="w:Binding"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="Certificate">
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="storeLocation" type="w:storeLocation"/>
            <xs:attribute name="storeName" type="w:text"/>
            <xs:attribute name="permissionLevel" type="w:permissionLevel"/>
          </xs:complexType>
          <xs:complexType name="Certificates">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Certificate" type="w:Certificate"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="ConfigurationSettings">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Setting" type="w:Setting"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="Content">
            <xs:all>
              <xs:element name="SourceDirectory" type="w:SourceDirectory" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="destination" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="Contents">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Content" type="w:Content"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="Destinations">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="RoleEndpoint" type="w:RoleEndpoint"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="Endpoints">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="InputEndpoint" type="w:InputEndpoint"/>
              <xs:element name="InternalEndpoint" type="w:InternalEndpoint"/>
              <xs:element name="InstanceInputEndpoint" type="w:InstanceInputEndpoint"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="EntryPoint">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="NetFxEntryPoint" type="w:NetFxEntryPoint"/>
              <xs:element name="ProgramEntryPoint" type="w:ProgramEntryPoint"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="Environment">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Variable" type="w:Variable"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="FixedPort">
            <xs:attribute name="port" type="w:port"/>
          </xs:complexType>
          <xs:complexType name="FixedPortRange">
            <xs:attribute name="min" type="w:port"/>
            <xs:attribute name="max" type="w:port"/>
          </xs:complexType>
          <xs:complexType name="FromRole">
            <xs:attribute name="roleName" type="w:text" use="required"/>
          </xs:complexType>
          <xs:complexType name="Import">
            <xs:attribute name="moduleName" type="w:text" use="required"/>
          </xs:complexType>
          <xs:complexType name="Imports">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Import" type="w:Import"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="InputEndpoint">
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="protocol" type="w:protocol"/>
            <xs:attribute name="port" type="w:portOrAny"/>
            <xs:attribute name="localPort" type="w:portOrAny"/>
            <xs:attribute name="localport" type="w:portOrAny">
              <xs:annotation>
                <xs:documentation xml:lang="en">As localPort: real files spell it so.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="certificate" type="xs:string"/>
            <xs:attribute name="ignoreRoleInstanceStatus" type="w:truth"/>
            <xs:attribute name="loadBalancerProbe" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="InputEndpoints">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="InputEndpoint" type="w:InputEndpoint"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="InstanceInputEndpoint">
            <xs:all>
              <xs:element name="AllocatePublicPortFrom" type="w:AllocatePublicPortFrom" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="protocol" type="w:protocol"/>
            <xs:attribute name="localPort" type="w:portOrAny"/>
          </xs:complexType>
          <xs:complexType name="InternalEndpoint">
            <xs:all>
              <xs:element name="FixedPort" type="w:FixedPort" minOccurs="0"/>
              <xs:element name="FixedPortRange" type="w:FixedPortRange" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="protocol" type="w:protocol"/>
            <xs:attribute name="port" type="w:portOrAny"/>
          </xs:complexType>
          <xs:complexType name="LoadBalancerProbe">
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="protocol" type="w:probeProtocol"/>
            <xs:attribute name="path" type="xs:string"/>
            <xs:attribute name="port" type="w:port"/>
            <xs:attribute name="intervalInSeconds" type="w:wholeNumber"/>
            <xs:attribute name="timeoutInSeconds" type="w:wholeNumber"/>
          </xs:complexType>
          <xs:complexType name="LoadBalancerProbes">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="LoadBalancerProbe" type="w:LoadBalancerProbe"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="LocalResources">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="LocalStorage" type="w:LocalStorage"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="LocalStorage">
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="cleanOnRoleRecycle" type="w:truth">
              <xs:annotation>
                <xs:documentation xml:lang="en">Whether the folder is emptied when the role is recycled.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="sizeInMB" type="w:wholeNumber"/>
          </xs:complexType>
          <xs:complexType name="NetFxEntryPoint">
            <xs:attribute name="assemblyName" type="w:text" use="required">
              <xs:annotation>
                <xs:documentation xml:lang="en">The role library: X.dll stands for libX.so or X.so.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="targetFrameworkVersion" type="xs:string">
              <xs:annotation>
                <xs:documentation xml:lang="en">Of no effect.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute ref="linux:user"/>
            <xs:attribute ref="linux:stopTimeout"/>
            <xs:attribute ref="linux:runtimeEndpoint"/>
          </xs:complexType>
          <xs:complexType name="NetworkTrafficRules">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="OnlyAllowTrafficTo" type="w:OnlyAllowTrafficTo"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="OnlyAllowTrafficTo">
            <xs:all>
              <xs:element name="Destinations" type="w:Destinations" minOccurs="0"/>
              <xs:element name="AllowAllTraffic" type="w:AllowAllTraffic" minOccurs="0"/>
              <xs:element name="WhenSource" type="w:WhenSource" minOccurs="0"/>
            </xs:all>
          </xs:complexType>
          <xs:complexType name="ProgramEntryPoint">
            <xs:attribute name="commandLine" type="w:text" use="required">
              <xs:annotation>
                <xs:documentation xml:lang="en">The program and its arguments; / and \ both separate folders.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="setReadyOnProcessStart" type="w:truth">
              <xs:annotation>
                <xs:documentation xml:lang="en">Whether the instance is Ready as soon as the program runs.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute ref="linux:user"/>
            <xs:attribute ref="linux:readiness"/>
            <xs:attribute ref="linux:readinessTimeout"/>
            <xs:attribute ref="linux:statusCheck"/>
            <xs:attribute ref="linux:stopSignal"/>
            <xs:attribute ref="linux:stopTimeout"/>
            <xs:attribute ref="linux:successExitCodes"/>
            <xs:attribute ref="linux:runtimeEndpoint"/>
          </xs:complexType>
          <xs:complexType name="RoleEndpoint">
            <xs:attribute name="endpointName" type="w:text"/>
            <xs:attribute name="roleName" type="w:text"/>
          </xs:complexType>
          <xs:complexType name="RoleInstanceValue">
            <xs:attribute name="xpath" type="w:text" use="required">
              <xs:annotation>
                <xs:documentation xml:lang="en">A path into the role environment document.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
          </xs:complexType>
          <xs:complexType name="Runtime">
            <xs:all>
              <xs:element name="Environment" type="w:Environment" minOccurs="0"/>
              <xs:element name="EntryPoint" type="w:EntryPoint" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="executionContext" type="w:executionContext">
              <xs:annotation>
                <xs:documentation xml:lang="en">limited (the default) or elevated.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="protocolVersion" type="xs:string">
              <xs:annotation>
                <xs:documentation xml:lang="en">Of the runtime endpoint: 2011-03-08.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute ref="linux:user"/>
            <xs:attribute ref="linux:readiness"/>
            <xs:attribute ref="linux:readinessTimeout"/>
            <xs:attribute ref="linux:statusCheck"/>
            <xs:attribute ref="linux:stopSignal"/>
            <xs:attribute ref="linux:stopTimeout"/>
            <xs:attribute ref="linux:successExitCodes"/>
            <xs:attribute ref="linux:runtimeEndpoint"/>
          </xs:complexType>
          <xs:complexType name="Setting">
            <xs:attribute name="name" type="w:text" use="required"/>
          </xs:complexType>
          <xs:complexType name="Site">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="VirtualApplication" type="w:VirtualApplication"/>
              <xs:element name="VirtualDirectory" type="w:VirtualDirectory"/>
              <xs:element name="Bindings" type="w:Bindings"/>
            </xs:choice>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="physicalDirectory" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="Sites">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Site" type="w:Site"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="SourceDirectory">
            <xs:attribute name="path" type="xs:string" use="required"/>
          </xs:complexType>
          <xs:complexType name="Startup">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Task" type="w:Task"/>
            </xs:choice>
            <xs:attribute name="priority" type="xs:integer">
              <xs:annotation>
                <xs:documentation xml:lang="en">Written by cspack; of no effect.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
          </xs:complexType>
          <xs:complexType name="Task">
            <xs:all>
              <xs:element name="Environment" type="w:Environment" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="commandLine" type="w:text" use="required">
              <xs:annotation>
                <xs:documentation xml:lang="en">The program and its arguments; / and \ both separate folders.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="executionContext" type="w:executionContext">
              <xs:annotation>
                <xs:documentation xml:lang="en">limited (the default) or elevated.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="taskType" type="w:taskType">
              <xs:annotation>
                <xs:documentation xml:lang="en">simple (the default), background or foreground.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute name="relativePath" type="xs:string">
              <xs:annotation>
                <xs:documentation xml:lang="en">The working folder, relative to the role root; approot when not written.</xs:documentation>
              </xs:annotation>
            </xs:attribute>
            <xs:attribute ref="linux:user"/>
            <xs:attribute ref="linux:timeout"/>
            <xs:attribute ref="linux:readiness"/>
            <xs:attribute ref="linux:readinessTimeout"/>
            <xs:attribute ref="linux:restart"/>
            <xs:attribute ref="linux:stopSignal"/>
            <xs:attribute ref="linux:stopTimeout"/>
            <xs:attribute ref="linux:successExitCodes"/>
            <xs:attribute ref="linux:runtimeEndpoint"/>
          </xs:complexType>
          <xs:complexType name="Variable">
            <xs:all>
              <xs:element name="RoleInstanceValue" type="w:RoleInstanceValue" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="value" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="VirtualApplication">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="VirtualApplication" type="w:VirtualApplication"/>
              <xs:element name="VirtualDirectory" type="w:VirtualDirectory"/>
            </xs:choice>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="physicalDirectory" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="VirtualDirectory">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="VirtualApplication" type="w:VirtualApplication"/>
              <xs:element name="VirtualDirectory" type="w:VirtualDirectory"/>
            </xs:choice>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="physicalDirectory" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="WebRole">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="ConfigurationSettings" type="w:ConfigurationSettings"/>
              <xs:element name="LocalResources" type="w:LocalResources"/>
              <xs:element name="LocalStorage" type="w:LocalStorage"/>
              <xs:element name="Certificates" type="w:Certificates"/>
              <xs:element name="Endpoints" type="w:Endpoints"/>
              <xs:element name="InputEndpoints" type="w:InputEndpoints"/>
              <xs:element name="Imports" type="w:Imports"/>
              <xs:element name="Startup" type="w:Startup"/>
              <xs:element name="Runtime" type="w:Runtime"/>
              <xs:element name="Contents" type="w:Contents"/>
              <xs:element name="Sites" type="w:Sites"/>
            </xs:choice>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="vmsize" type="xs:string"/>
            <xs:attribute name="enableNativeCodeExecution" type="w:truth"/>
            <xs:attribute ref="linux:user"/>
          </xs:complexType>
          <xs:complexType name="WhenSource">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="FromRole" type="w:FromRole"/>
            </xs:choice>
            <xs:attribute name="matches" type="w:matches"/>
          </xs:complexType>
          <xs:complexType name="WorkerRole">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="ConfigurationSettings" type="w:ConfigurationSettings"/>
              <xs:element name="LocalResources" type="w:LocalResources"/>
              <xs:element name="LocalStorage" type="w:LocalStorage"/>
              <xs:element name="Certificates" type="w:Certificates"/>
              <xs:element name="Endpoints" type="w:Endpoints"/>
              <xs:element name="InputEndpoints" type="w:InputEndpoints"/>
              <xs:element name="Imports" type="w:Imports"/>
              <xs:element name="Startup" type="w:Startup"/>
              <xs:element name="Runtime" type="w:Runtime"/>
              <xs:element name="Contents" type="w:Contents"/>
            </xs:choice>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="vmsize" type="xs:string"/>
            <xs:attribute name="enableNativeCodeExecution" type="w:truth"/>
            <xs:attribute ref="linux:user"/>
          </xs:complexType>
        </xs:schema>

        """#
}
