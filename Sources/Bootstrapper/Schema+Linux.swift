// swift-format-ignore-file
// Written by .ci/embed-schemas.
extension Schema {
    /// `docs/reference/schemas/linux.xsd`.
    static let linuxText: StaticString = #"""
        <?xml version="1.0" encoding="utf-8"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:linux="urn:wahostbootstrapper:linux:1"
                   targetNamespace="urn:wahostbootstrapper:linux:1"
                   elementFormDefault="qualified" attributeFormDefault="qualified">
          <xs:annotation>
            <xs:documentation xml:lang="en">
              The attributes that wahostbootstrapper adds to Azure's elements. Where each of them may stand, the schemas of the
              files say. Write xmlns:linux="urn:wahostbootstrapper:linux:1" on the root element.
            </xs:documentation>
          </xs:annotation>
          <xs:attribute name="user" type="linux:text">
            <xs:annotation>
              <xs:documentation xml:lang="en">Whom to run as: a user's name or number.</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="timeout" type="linux:limit">
            <xs:annotation>
              <xs:documentation xml:lang="en">How long a simple task may run; none is no limit (the default).</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="readiness" type="linux:readiness">
            <xs:annotation>
              <xs:documentation xml:lang="en">How one learns that it is ready: notify, fd, tcp:PORT, unix:PATH, http://…, file:PATH, exec:COMMAND.</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="readinessTimeout" type="linux:limit">
            <xs:annotation>
              <xs:documentation xml:lang="en">How long becoming ready may take; 5m when not written.</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="statusCheck" type="linux:statusCheck">
            <xs:annotation>
              <xs:documentation xml:lang="en">How one learns, again and again, whether it is healthy: as readiness, but not fd.</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="restart">
            <xs:annotation>
              <xs:documentation xml:lang="en">When a background or foreground task is started again; never when not written.</xs:documentation>
            </xs:annotation>
            <xs:simpleType>
              <xs:restriction base="xs:token">
                <xs:enumeration value="never"/>
                <xs:enumeration value="on-failure"/>
                <xs:enumeration value="always"/>
              </xs:restriction>
            </xs:simpleType>
          </xs:attribute>
          <xs:attribute name="stopSignal" type="linux:signal">
            <xs:annotation>
              <xs:documentation xml:lang="en">The signal that asks it to end; SIGTERM when not written.</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="stopTimeout" type="linux:stopLimit">
            <xs:annotation>
              <xs:documentation xml:lang="en">From that signal to SIGKILL; 30s when not written.</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="successExitCodes" type="linux:exitCodes">
            <xs:annotation>
              <xs:documentation xml:lang="en">Exit codes that count as success, such as "0 143 200-205"; 0 when not written.</xs:documentation>
            </xs:annotation>
          </xs:attribute>
          <xs:attribute name="runtimeEndpoint">
            <xs:annotation>
              <xs:documentation xml:lang="en">Which transport of the runtime endpoint WaRuntimeEndpoint names.</xs:documentation>
            </xs:annotation>
            <xs:simpleType>
              <xs:restriction base="xs:token">
                <xs:enumeration value="socket"/>
                <xs:enumeration value="fifo"/>
                <xs:enumeration value="none"/>
              </xs:restriction>
            </xs:simpleType>
          </xs:attribute>
          <xs:simpleType name="text">
            <xs:restriction base="xs:token">
              <xs:minLength value="1"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="limit">
            <xs:annotation>
              <xs:documentation xml:lang="en">500ms, 30s, 5m, 1h, or seconds; none or infinity is no limit.</xs:documentation>
            </xs:annotation>
            <xs:restriction base="xs:token">
              <xs:pattern value="0*[1-9][0-9]*(ms|s|m|h)?|none|infinity"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="stopLimit">
            <xs:restriction base="xs:token">
              <xs:pattern value="[0-9]+(ms|s|m|h)?|none|infinity"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="statusCheck">
            <xs:restriction base="xs:token">
              <xs:pattern value="notify|tcp:.+|unix:.+|http://.+|file:.+|exec:.*\S.*"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="readiness">
            <xs:restriction base="xs:token">
              <xs:pattern value="notify|fd|tcp:.+|unix:.+|http://.+|file:.+|exec:.*\S.*"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="signal">
            <xs:restriction base="xs:token">
              <xs:pattern value="[1-9]|1[0-8]|[2-5][0-9]|6[0-4]"/>
              <xs:pattern value="(SIG)?(HUP|INT|QUIT|ILL|TRAP|ABRT|BUS|FPE|KILL|USR1|SEGV|USR2|PIPE|ALRM|TERM|STKFLT)"/>
              <xs:pattern value="(SIG)?(CHLD|CONT|TSTP|TTIN|TTOU|URG|XCPU|XFSZ|VTALRM|PROF|WINCH|IO|PWR|SYS|RTMIN|RTMAX)"/>
              <xs:pattern value="(SIG)?RTMIN\+([0-9]|[12][0-9]|30)"/>
              <xs:pattern value="(SIG)?RTMAX-([0-9]|[12][0-9]|30)"/>
            </xs:restriction>
          </xs:simpleType>
          <xs:simpleType name="exitCodes">
            <xs:restriction base="xs:token">
              <xs:pattern value="([0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])(-([0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?([ ,]+([0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])(-([0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?)*"/>
            </xs:restriction>
          </xs:simpleType>
        </xs:schema>

        """#
}
