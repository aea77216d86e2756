// swift-format-ignore-file
// Written by .ci/embed-schemas.
extension Schema {
    /// `docs/reference/schemas/rolemodel.xsd`.
    static let rolemodelText: StaticString = #"""
        <?xml version="1.0" encoding="utf-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:w="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
                   xmlns:linux="urn:wahostbootstrapper:linux:1"
                   targetNamespace="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
                   elementFormDefault="qualified" attributeFormDefault="unqualified">
          <xs:annotation>
            <xs:documentation xml:lang="en">
              RoleModel.xml as wahostbootstrapper reads it. For editors, and for xmllint: what a schema can not say (what belongs
              together, which programs there are) only `wahostbootstrapper validate` says. Elements may stand in any order.
            </xs:documentation>
          </xs:annotation>
          <xs:import namespace="urn:wahostbootstrapper:linux:1" schemaLocation="linux.xsd"/>
          <xs:element name="RoleModel" type="w:RoleModel"/>
          <xs:simpleType name="executionContext">
            <xs:restriction base="xs:token">
              <xs:enumeration value="limited"/>
              <xs:enumeration value="elevated"/>
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
          <xs:complexType name="RoleModel">
            <xs:all>
              <xs:element name="Startup" type="w:Startup" minOccurs="0"/>
              <xs:element name="Runtime" type="w:Runtime" minOccurs="0"/>
              <xs:element name="ConfigurationSettings" type="w:ConfigurationSettings" minOccurs="0"/>
              <xs:element name="Properties" type="w:Properties" minOccurs="0"/>
              <xs:element name="Sites" type="w:Sites" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="version" type="xs:string"/>
            <xs:attribute ref="linux:user"/>
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
          <xs:complexType name="ConfigurationSettings">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Setting" type="w:Setting"/>
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
          <xs:complexType name="Properties">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Property" type="w:Property"/>
            </xs:choice>
          </xs:complexType>
          <xs:complexType name="Property">
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="value" type="xs:string"/>
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
            <xs:attribute name="nameSpace" type="xs:string"/>
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
        </xs:schema>

        """#
}
