import RoleModel
import Testing

@Suite struct RoleInstanceValuePathTests {
    private static let all: [RoleInstanceValuePath] = [
        .deploymentEmulated, .deploymentID, .instanceID, .roleName, .faultDomain, .updateDomain,
        .setting(name: "A b'c"), .localResourcePath(name: "X"), .localResourceSize(name: "X"),
        .endpointProtocol(name: "Microsoft.Plugins.X"), .endpointAddress(name: "X"), .endpointPort(name: "]/@port"),
    ]

    @Test(arguments: all)
    func `the description of a path reads back as the same path`(path: RoleInstanceValuePath) {
        #expect(RoleInstanceValuePath.parse(path.description) == path)
    }

    @Test(arguments: [
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='HttpIn']/@port",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name=\"HttpIn\"]/@port",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[ @name = 'HttpIn' ]/@port",
        "  / RoleEnvironment\n/CurrentInstance /Endpoints/Endpoint [@ name='HttpIn'] / @ port\t",
    ])
    func `quotes and blanks make no difference`(text: String) {
        #expect(RoleInstanceValuePath.parse(text) == .endpointPort(name: "HttpIn"))
    }

    @Test(arguments: [
        "", "/", "//", "RoleEnvironment/Deployment/@id", "/RoleEnvironment/Deployment",
        "/RoleEnvironment/Deployment/id",
        "/RoleEnvironment/Deployment/@ID", "/roleenvironment/Deployment/@id", "//Deployment/@id",
        "/RoleEnvironment/Deployment/@id/", "/RoleEnvironment/Deployment/@id x", "/RoleEnvironment/*/@id",
        "/RoleEnvironment/Deployment[@name='x']/@id", "/RoleEnvironment[@name='x']/Deployment/@id",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint/@port",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[1]/@port",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='x\"]/@port",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name=x]/@port",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@id='x']/@port",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='x']/@value",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='x'][@name='x']/@port",
        "/RoleEnvironment/Roles/Role[@name='x']/@name", "count(/RoleEnvironment)",
    ])
    func `anything else is a diagnostic that lists the forms there are`(text: String) {
        do throws(Diagnostic) {
            let read = try RoleInstanceValuePath(text)
            Issue.record("\(read)")
        } catch {
            #expect(error.code == "unknownRoleInstanceValue")
            #expect(
                error.mend.contains(
                    "/RoleEnvironment/CurrentInstance/LocalResources/LocalResource[@name='X']/@sizeInMB"
                )
            )
        }
    }
}
