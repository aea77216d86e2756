import ServiceRuntime

/// A role that uses all of `RoleEnvironment`.
@main struct Mill: RoleProgram {
    private let scratch = Scratch()

    func onStart() async throws -> Bool {
        guard RoleEnvironment.isAvailable else {
            print("This role talks back: run it with 'wahostbootstrapper run Examples/swift-role'.")
            return false
        }
        try scratch.prepare()
        try introduce()
        RoleEnvironment.onChanging { changing in
            guard changing.changes.contains(.configurationSetting(name: "Workers")) else { return }
            say("cancelled: Workers needs a fresh start")
            changing.cancel()
        }
        RoleEnvironment.onStatusCheck { check in
            // As long as the folder has a file 'full' in it, no work is to come in.
            if scratch.isFull { check.setBusy() }
        }
        RoleEnvironment.onStopping { _ in say("stopping") }
        return true
    }

    func run() async throws {
        // Subscribed before it says so: no change is missed.
        let changes = RoleEnvironment.changed
        say("ready: \(try greeting())")
        for await change in changes { try adapt(to: change) }
        // The instance stops: this task has been cancelled, and the stream has ended. Returning now means nothing.
    }

    func onStop() async {
        scratch.clear()
        say("stopped")
    }

    private func introduce() throws {
        let instance = try RoleEnvironment.currentRoleInstance
        let place = try RoleEnvironment.isEmulated ? "emulated deployment" : "deployment"
        let gossip = instance.instanceEndpoints["Gossip"].map(\.description) ?? "nowhere"
        say("starting in \(place) \(try RoleEnvironment.deploymentID), gossip at \(gossip)")
        for role in try RoleEnvironment.roles.values.sorted(by: { $0.name < $1.name }) {
            let others = role.instances.filter { $0.id != instance.id }.map(\.id)
            say("role \(role.name) has \(others.count) other instances \(others)")
        }
    }

    private func greeting() throws -> String { try RoleEnvironment.configurationSettingValue("Greeting") }

    /// Busy while something is being reloaded, at most half a minute, then what the mood says.
    private func adapt(to change: RoleEnvironmentChanged) throws {
        try RoleEnvironment.setStatus(.busy, for: .seconds(30))
        say("accepted: \(try greeting())")
        switch try RoleEnvironment.configurationSettingValue("Mood") {
        case "busy":
            say("busy until the mood changes")
            try RoleEnvironment.setStatus(.busy)
        case "recycle":
            say("recycle requested")
            try RoleEnvironment.requestRecycle()
        default: try RoleEnvironment.setStatus(.ready)
        }
    }
}

/// Prints a line, at once.
func say(_ text: String) {
    let instance = (try? RoleEnvironment.currentRoleInstance.id) ?? "?"
    Output.write("\(instance): \(text)\n")
}
