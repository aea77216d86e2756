import Testing

@testable import HostChannel

@Suite struct RoleLibraryNameTests {
    @Test(arguments: [
        ("Worker.dll", ["libWorker.so", "Worker.so"]),
        ("bin\\My.Worker.DLL", ["bin/libMy.Worker.so", "bin/My.Worker.so"]),
        ("Worker", ["libWorker.so", "Worker.so"]), ("Worker.exe", ["libWorker.so", "Worker.so"]),
        ("libWorker.so", ["libWorker.so"]), ("a/Worker.so", ["a/Worker.so", "a/libWorker.so"]),
        (".dll", ["lib.dll.so", ".dll.so"]), ("", []), ("folder/", []), ("é.dll", ["libé.so", "é.so"]),
    ])
    func `an assembly's name gives the names of the library`(name: String, expected: [String]) {
        #expect(RoleLibraryName.candidates(assemblyName: name) == expected)
    }
}
