import EarlySignals
import Foundation
import Lifecycle
import Supervision

extension Program {
    @Sendable static func earlySignals(_ world: World) throws {}
    @Sendable static func idle(_ world: World) throws {}
    @Sendable static func timers(_ world: World) throws {}
}
