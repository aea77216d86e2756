// swift-format-ignore-file
// Written by .ci/embed-schemas.
extension Schema {
    /// `docs/reference/schemas/serviceconfiguration.xsd`.
    static let serviceconfigurationText: StaticString = #"""
        <?xml version="1.0" encoding="utf-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:w="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration"
                   targetNamespace="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration"
                   elementFormDefault="qualified" attributeFormDefault="unqualified">
          <xs:annotation>
            <xs:documentation xml:lang="en">
              ServiceConfiguration.cscfg as wahostbootstrapper reads it. For editors, and for xmllint: what a schema can not say (what belongs
              together, which programs there are) only `wahostbootstrapper validate` says. Elements may stand in any order.
            </xs:documentation>
          </xs:annotation>
          <xs:element name="ServiceConfiguration" type="w:ServiceConfiguration"/>
          <xs:simpleType name="text">
            <xs:annotation>
              <xs:documentation xml:lang="en">Text that is not empty.</xs:documentation>
            </xs:annotation>
            <xs:restriction base="xs:string">
              <xs:pattern value="[\s\S]*\S[\s\S]*"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="wholeNumber">
            <xs:restriction base="xs:nonNegativeInteger"/>
          </xs:simpleType>
          <xs:complexType name="ServiceConfiguration">
            <xs:choice minOccurs="0" maxOccurs="unbounded">
              <xs:element name="Role" type="w:Role"/>
              <xs:element name="NetworkConfiguration" type="w:NetworkConfiguration"/>
            </xs:choice>
            <xs:attribute name="serviceName" type="xs:string"/>
            <xs:attribute name="osFamily" type="xs:string"/>
            <xs:attribute name="osVersion" type="xs:string"/>
            <xs:attribute name="schemaVersion" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="Certificate">
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="thumbprint" type="xs:string"/>
            <xs:attribute name="thumbprintAlgorithm" type="xs:string"/>
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
          <xs:complexType name="Instances">
            <xs:attribute name="count" type="w:wholeNumber" use="required"/>
          </xs:complexType>
          <xs:complexType name="NetworkConfiguration">
            <xs:sequence>
              <xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/>
            </xs:sequence>
            <xs:anyAttribute processContents="skip"/>
          </xs:complexType>
          <xs:complexType name="Role">
            <xs:all>
              <xs:element name="Instances" type="w:Instances" minOccurs="0"/>
              <xs:element name="ConfigurationSettings" type="w:ConfigurationSettings" minOccurs="0"/>
              <xs:element name="Certificates" type="w:Certificates" minOccurs="0"/>
            </xs:all>
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="vmName" type="xs:string"/>
          </xs:complexType>
          <xs:complexType name="Setting">
            <xs:attribute name="name" type="w:text" use="required"/>
            <xs:attribute name="value" type="xs:string" use="required"/>
          </xs:complexType>
        </xs:schema>

        """#
}
