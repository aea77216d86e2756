import Testing

@testable import StatusListener

@Suite struct AddressTests {
    @Test(
        arguments: [
            ("8080", "127.0.0.1:8080", true), (":8080", "127.0.0.1:8080", true),
            ("localhost:1", "127.0.0.1:1", true), ("*:9", "0.0.0.0:9", false), ("0.0.0.0:9", "0.0.0.0:9", false),
            ("[::1]:9", "[::1]:9", true), ("[::]:9", "[::]:9", false), ("127.3.2.1:65535", "127.3.2.1:65535", true),
            ("unix:/run/x", "unix:/run/x", true), ("/run/x", "unix:/run/x", true),
        ]
    )
    func `an address is read as it is written`(written: String, read: String, isLoopback: Bool) throws {
        let address = try ListenerAddress(written)
        #expect(address.description == read)
        #expect(address.isLoopback == isLoopback)
        #expect(try ListenerAddress(address.description) == address)
    }

    @Test(arguments: ["", ":", "http://x", "example.com:80", "65536", "-1", "::1:80", "[127.0.0.1]:80", "80 ", "x:y"])
    func `what is no address is refused with what to write`(written: String) {
        #expect { try ListenerAddress(written) } throws: { error in
            "\(error)".hasPrefix("cannot listen on '\(written)': ") && "\(error)".contains("127.0.0.1")
        }
    }

    @Test func `a port that is taken is told of with what mends it`() throws {
        let test = try TestListener()
        #expect { try TestListener(address: "\(test.http)") } throws: { error in
            "\(error)".hasSuffix("Address already in use; end the program that listens there, or write another port")
        }
    }

    @Test func `a date is HTTP's`() {
        #expect(HTTPDate.text(1_301_028_790) == "Fri, 25 Mar 2011 04:53:10 GMT")
    }
}
