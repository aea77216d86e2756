import ServiceRuntime

/// A mill: greets, works until it is stopped, and has its moods.
struct Mill: RoleEntryPoint {
    func onStart() async throws -> Bool {
        // Thrown, it is the same as false, and its text is in the log.
        let workers = try RoleEnvironment.configurationSettingValue("Workers")
        say("starting with \(workers) workers")
        RoleEnvironment.onStatusCheck { if setting("Mood") == "busy" { $0.setBusy() } }
        RoleEnvironment.onChanging { changing in
            guard changing.changes.contains(.configurationSetting(name: "Workers")) else { return }
            say("cancelled: Workers needs a fresh start")
            changing.cancel()
        }
        RoleEnvironment.onChanged { change in
            if change.changes.contains(.configurationSetting(name: "Greeting")) { greet() }
            guard setting("Mood") == "recycle" else { return }
            say("recycle requested")
            try? RoleEnvironment.requestRecycle()
        }
        RoleEnvironment.onStopping { _ in say("stopping") }
        return true
    }

    func run() async throws {
        greet()
        // Until the instance stops: this task is cancelled then.
        try await Task.sleep(for: .seconds(1_000_000_000))
    }

    func onStop() async { say("stopped after \(setting("Workers") ?? "no") workers") }
}

/// A setting as it is now.
private func setting(_ name: String) -> String? { try? RoleEnvironment.configurationSettingValue(name) }

private func say(_ text: String) {
    let instance = (try? RoleEnvironment.currentRoleInstance.id) ?? "?"
    print("\(instance): \(text)")
}

private func greet() { setting("Greeting").map { say($0) } }

/// What the host looks for in the library.
@c(waRoleEntryPoint) public func entryPoint(hostVersion: UInt32) -> UnsafeRawPointer? {
    RoleLibrary.entryPoint(Mill(), hostVersion: hostVersion)
}
