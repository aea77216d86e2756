import Foundation
import FoundationNetworking
import TestSurroundings
import Testing

/// Each folder of `Examples/` runs to its expected end.
@Suite(.serialized) struct ExamplesTests {
    @Test(.timeLimit(.minutes(1)))
    func `hello-worker becomes Ready, says hello and goodbye, and ends with 0`() throws {
        let run = try RunningBootstrapper(["run", "Examples/hello-worker"])
        #expect(run.wait(for: "Ready after"))
        #expect(run.wait(for: "worker.sh | HelloWorker_IN_0: Hello from Linux"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(run.output.contains("HelloWorker_IN_0: goodbye"))
        #expect(run.output.contains("Stopped as asked; exit code 0"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `Ctrl-C stops hello-worker in order`() throws {
        let run = try RunningBootstrapper(["run", "Examples/hello-worker"])
        #expect(run.wait(for: "Hello from Linux"))
        run.signal(SIGINT)
        #expect(run.end() == 0)
        #expect(run.output.contains("goodbye"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `wrapped-daemon waits for redis, uses it and ends it after the worker`() throws {
        guard Installed.has("redis-server") else { return }
        let run = try RunningBootstrapper(["run", "Examples/wrapped-daemon"])
        #expect(run.wait(for: "redis keeps: written by the worker"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        let order = [
            "'redis.sh' is initialised", "Ready after", "'worker.sh' exited", "'redis.sh' exited",
            "'journal.sh' exited",
        ]
        var rest = run.output[...]
        for words in order {
            let found = try #require(rest.range(of: words), "\(words) is missing or out of order in\n\(run.output)")
            rest = rest[found.upperBound...]
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `block-startup holds the host until the agent has signalled`() throws {
        let run = try RunningBootstrapper(["run", "Examples/block-startup"])
        #expect(run.wait(for: "cache has 1000 lines"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        let initialised = try #require(run.output.range(of: "agent: initialised"))
        let host = try #require(run.output.range(of: "cache has 1000 lines"))
        #expect(initialised.lowerBound < host.lowerBound)
    }

    @Test(.timeLimit(.minutes(1)))
    func `node-shaped serves HTTP at the port of its endpoint`() async throws {
        guard Installed.has("node") || Installed.has("python3") else { return }
        let run = try RunningBootstrapper(["run", "Examples/node-shaped"])
        #expect(run.wait(for: "listening on 127.0.0.1:18080"))
        let (page, answer) = try await URLSession.shared.data(from: #require(URL(string: "http://127.0.0.1:18080/")))
        #expect((answer as? HTTPURLResponse)?.statusCode == 200)
        #expect(!page.isEmpty)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `failing-task ends with 80, names the task and shows what it said last`() throws {
        let run = try RunningBootstrapper(["run", "Examples/failing-task"])
        #expect(run.end() == 80)
        #expect(run.output.contains("startup task 2 of 3 'install.sh' (RoleModel.xml:7:5) exited with code 7"))
        #expect(run.output.contains("last lines of startup task 2 of 3 'install.sh'"))
        #expect(run.output.contains("| install.sh: no space left on /opt"))
        #expect(!run.output.contains("startup task 3 of 3"))
    }
}
