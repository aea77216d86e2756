import Glibc
import HostChannel
import Kernel
import Lifecycle
import LogCapture
import RoleModel
import Supervision

/// A resident host as far as its channel tells (behaviour D3, D4).
struct ResidentHost {
    /// The number of the channel's descriptor in the host.
    static let descriptor: Int32 = 3

    /// Its child.
    let child: ChildID
    /// Our end.
    let channel: HostChannelServer
    /// Whether OnStart has returned true.
    var isRunning = false
    /// What it said about why it can not go on.
    var fault: String?
    /// The change that it has been told of last.
    var lastChange: UInt32 = 0
}

extension RoleRun {
    /// Gives the host its end of a channel, before there is the host.
    func connectChannel(_ order: inout LaunchOrder, _ child: ChildID) throws(StartFailure) {
        guard role.plan.host?.schedule.isResident == true else { return }
        let channel: HostChannelServer
        do {
            channel = try HostChannelServer(queue: queue) { [weak self] in self?.hostTold($0, child) }
        } catch {
            throw StartFailure(stage: "making its channel: \(error)", error: 0)
        }
        let descriptor = wak_duplicate(channel.hostEnd)
        guard descriptor >= 0 else {
            channel.close()
            throw StartFailure(stage: "making its channel", error: -descriptor)
        }
        order.environment.append("\(HostChannelServer.variable)=\(ResidentHost.descriptor)")
        order.extraDescriptors.append(ExtraDescriptor(number: ResidentHost.descriptor, descriptor: descriptor))
        resident = ResidentHost(child: child, channel: channel)
    }

    /// Takes the host's last words and lets go of its channel; before its end is judged.
    func finishChannel(of child: ChildID) {
        guard let resident, resident.child == child else { return }
        resident.channel.finish()
        lastHostWords = self.resident?.fault ?? (resident.isRunning ? nil : "in OnStart")
        self.resident = nil
        noteChange(.hostLost)
    }

    private func hostTold(_ news: HostNews, _ child: ChildID) {
        guard resident?.child == child else { return }
        switch news {
        case .hello: give(.start(roleData))
        case .starting: story.hostBegins()
        case .ready:
            resident?.isRunning = true
            handle(.hostReported(child, status(of: child)))
            beginPendingChange()
        case .onStartFailed(let text), .fault(let text): resident?.fault = text
        case .status(let check, let isBusy): answerStatusCheck(StatusCheckID(UInt64(check)), isBusy ? .busy : .ready)
        case .changing(let change, let isAccepted):
            if change == resident?.lastChange { noteChange(.hostAnswered(accepts: isAccepted)) }
        case .changed(let change):
            if change == resident?.lastChange { noteChange(.hostChanged) }
        case .runReturned:
            story.runReturned()
            handle(.recycleRequested)
        case .recycleRequested:
            story.wasAskedToRecycle(by: "the role")
            handle(.recycleRequested)
        case .stopped: handle(.hostStopped(child))
        case .log(let level, let text): story.hostLogs(level, text)
        case .lost(let reason):
            // Whoever is told to end before OnStart has returned just ends.
            if lives[child]?.wasToldToEnd != true { story.lostHost(reason) }
        }
    }

    /// Gives an order to the resident host.
    func give(_ order: HostOrder) {
        guard let resident else { return }
        do {
            try resident.channel.order(order)
        } catch {
            story.lostHost("\(error)")
            // It can not be told what it must know: a host without its orders is of no use.
            children.kill(resident.child)
        }
    }

    /// What role code is told about itself, from the role environment as it is now.
    var roleData: RoleData {
        let document = role.document
        return RoleData(
            instanceID: document.currentInstance.id,
            roleName: document.roleName,
            deploymentID: document.deploymentID,
            settings: document.settings.map { RoleData.Entry($0.name, $0.value) },
            localResources: document.localResources.map { RoleData.Entry($0.name, $0.path) },
            endpoints: document.currentInstance.endpoints.map { endpoint in
                let address = endpoint.address.contains(":") ? "[\(endpoint.address)]" : endpoint.address
                return RoleData.Entry(endpoint.name, "\(address):\(endpoint.port)")
            }
        )
    }
}

extension RunStory {
    func hostBegins() { capture.record(.info, "\(name(of: .host)): OnStart begins") }

    func runReturned() {
        capture.record(.info, "\(name(of: .host)): Run has returned: stopping in order, to begin again")
    }

    func hostLogs(_ level: HostNews.Level, _ text: String) {
        let own: LogLevel =
            switch level {
            case .information: .info
            case .warning: .warning
            case .error: .error
            }
        capture.record(own, "\(name(of: .host)): \(text)")
    }

    func lostHost(_ reason: String) {
        capture.record(.warning, "cannot talk to \(name(of: .host)) any more: \(reason)")
    }

    func wasAskedToRecycle(by whom: String) {
        capture.record(.info, "recycle requested by \(whom): stopping in order, to begin again")
    }
}
