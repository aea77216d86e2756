import Timeline

/// What the page shows in tests: a role that is Ready, and one that waits for its agent.
enum PageContent {
    private static let head =
        "{\"version\":1,\"bootstrapper\":\"0.3.0\",\"pid\":4711,\"role\":\"Mill\",\"instance\":\"Mill_IN_0\","
        + "\"deployment\":\"mill-production\","

    private static let tasks =
        "{\"number\":1,\"name\":\"install-packages.sh\",\"type\":\"simple\",\"state\":\"exited\",\"pid\":null,"
        + "\"exit\":{\"code\":0,\"signal\":null},\"failure\":null,\"seconds\":1.42,\"restarts\":0,\"failures\":0},"
        + "{\"number\":2,\"name\":\"redis-server\",\"type\":\"background\",\"state\":\"STATE\",\"pid\":4720,"
        + "\"exit\":null,\"failure\":null,\"seconds\":61.2,\"restarts\":0,\"failures\":0},"
        + "{\"number\":3,\"name\":\"log-shipper\",\"type\":\"foreground\",\"state\":\"running\",\"pid\":4733,"
        + "\"exit\":{\"code\":1,\"signal\":null},\"failure\":\"exited with code 1\",\"seconds\":58.9,\"restarts\":3,"
        + "\"failures\":3},"

    static let ready =
        head
        + "\"phase\":\"ReadyRole\",\"status\":\"ready\",\"since\":\"2026-11-21T17:48:43Z\",\"phaseSeconds\":3725.4,"
        + "\"uptimeSeconds\":3729.613,\"incarnation\":3,\"awaited\":null,\"reason\":null,\"stopRequested\":false,"
        + "\"tasks\":[" + tasks.replacing("STATE", with: "ready")
        + "{\"number\":4,\"name\":\"redis-server /blockStartup\",\"type\":\"simple\",\"state\":\"passed\",\"pid\":null,"
        + "\"exit\":null,\"failure\":null,\"seconds\":1.209,\"restarts\":0,\"failures\":0},"
        + "{\"number\":5,\"name\":\"migrate-<b>database</b>.sh\",\"type\":\"simple\",\"state\":\"exited\",\"pid\":null,"
        + "\"exit\":{\"code\":0,\"signal\":null},\"failure\":null,\"seconds\":0.681,\"restarts\":0,\"failures\":0}],"
        + "\"host\":{\"name\":\"mill-server\",\"kind\":\"WaWorkerHost\",\"state\":\"ready\",\"pid\":4750,\"exit\":null,"
        + "\"seconds\":3726.3,\"missedStatusChecks\":0},"
        + "\"statusChecks\":[{\"answer\":\"ready\",\"secondsAgo\":31.2},{\"answer\":\"busy\",\"secondsAgo\":16.2},"
        + "{\"answer\":\"ready\",\"secondsAgo\":1.2}]}"

    static let waiting =
        head
        + "\"phase\":\"StartingRole\",\"status\":\"busy\",\"since\":\"2026-11-21T17:48:43Z\",\"phaseSeconds\":59.1,"
        + "\"uptimeSeconds\":61.2,\"incarnation\":4,\"awaited\":{\"kind\":\"agent\",\"tasks\":[4,2],"
        + "\"text\":\"startup task 2 of 5 'redis-server' to be initialised, for startup task 4 of 5\"},"
        + "\"reason\":{\"kind\":\"hostExited\",\"text\":\"host 'mill-server' exited with code 3 after 2 h 05 min\"},"
        + "\"stopRequested\":false,\"tasks\":[" + tasks.replacing("STATE", with: "running")
        + "{\"number\":4,\"name\":\"redis-server /blockStartup\",\"type\":\"simple\",\"state\":\"blocking\","
        + "\"pid\":null,\"exit\":null,\"failure\":null,\"seconds\":59,\"restarts\":0,\"failures\":0},"
        + "{\"number\":5,\"name\":\"migrate-<b>database</b>.sh\",\"type\":\"simple\",\"state\":\"waiting\","
        + "\"pid\":null,\"exit\":null,\"failure\":null,\"seconds\":null,\"restarts\":0,\"failures\":0}],"
        + "\"host\":{\"name\":\"mill-server\",\"kind\":\"WaWorkerHost\",\"state\":\"absent\",\"pid\":null,"
        + "\"exit\":null,\"seconds\":null,\"missedStatusChecks\":0},\"statusChecks\":[]}"

    static func becomeReady(_ facts: inout TestListener.Facts) {
        facts.isReady = true
        facts.status = ready
        facts.timeline = mill().svg
    }

    static func mill() -> BootTimeline {
        var timeline = BootTimeline(instance: "Mill_IN_0", role: "Mill", incarnation: 3, began: 1_795_283_319_000)
        timeline.entries = entries
        timeline.entries[1].ready = 2_630_000
        timeline.entries[3].ended = 2_630_000
        timeline.entries[3].result = .passed
        timeline.entries[4].ordered = 2_630_000
        timeline.entries[4].started = 2_631_000
        timeline.entries[4].ended = 3_311_000
        timeline.entries[5].ordered = 3_311_000
        timeline.entries[5].started = 3_312_000
        timeline.entries[5].ready = 4_213_000
        timeline.ready = 4_213_000
        timeline.until = 3_729_613_000
        return timeline
    }

    static func waitingMill() -> BootTimeline {
        var timeline = BootTimeline(instance: "Mill_IN_0", role: "Mill", incarnation: 4, began: 1_795_283_319_000)
        timeline.entries = entries
        timeline.until = 61_000_000
        return timeline
    }

    private static var entries: [TimelineEntry] {
        var install = TimelineEntry(name: "install-packages.sh", kind: .simple)
        (install.ordered, install.started, install.ended) = (1_000, 2_000, 1_421_000)
        install.result = .exited(code: 0)
        install.usage = .init(userMicroseconds: 812_000, systemMicroseconds: 240_000, peakResidentKilobytes: 148_320)
        var redis = TimelineEntry(name: "redis-server", kind: .background)
        (redis.ordered, redis.started, redis.hasReadiness) = (1_421_000, 1_422_000, true)
        redis.waits = [.init(.end, of: 0)]
        var shipper = TimelineEntry(name: "log-shipper", kind: .foreground)
        (shipper.ordered, shipper.started) = (1_421_000, 1_423_000)
        shipper.waits = [.init(.end, of: 0)]
        var block = TimelineEntry(name: "redis-server /blockStartup", kind: .block)
        block.ordered = 1_421_000
        block.waits = [.init(.end, of: 0), .init(.ready, of: 1)]
        var migrate = TimelineEntry(name: "migrate-<b>database</b>.sh", kind: .simple)
        migrate.waits = [.init(.end, of: 3)]
        var host = TimelineEntry(name: "mill-server", kind: .host)
        host.hasReadiness = true
        host.waits = [.init(.end, of: 4)]
        return [install, redis, shipper, block, migrate, host]
    }
}
