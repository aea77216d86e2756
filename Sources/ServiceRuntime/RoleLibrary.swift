internal import CRoleEntryPoint
import Synchronization

/// A role in a shared library, for `<NetFxEntryPoint>`: what the host asks it for.
///
/// ```swift
/// import ServiceRuntime
///
/// struct Mill: RoleEntryPoint {
///     …
/// }
///
/// @c(waRoleEntryPoint) public func entryPoint(hostVersion: UInt32) -> UnsafeRawPointer? {
///     RoleLibrary.entryPoint(Mill(), hostVersion: hostVersion)
/// }
/// ```
///
/// Build it as a dynamic library product called as `assemblyName` says (`Mill.dll` is `libMill.so`), and put it into
/// `approot`. One role for one process; the library is never unloaded.
public enum RoleLibrary {
    /// Returns the C interface of a role (`waroleentrypoint.h`), for the function that the library exports.
    ///
    /// - Parameters:
    ///   - role: the role; kept until the process ends.
    ///   - hostVersion: what the host gave to the function.
    /// - Returns: the interface; nil when the host speaks an older version than this library.
    public static func entryPoint(_ role: some RoleEntryPoint, hostVersion: UInt32) -> UnsafeRawPointer? {
        guard hostVersion >= WA_ROLE_VERSION else { return nil }
        let entryPoint = UnsafeMutablePointer<WaRoleEntryPoint>.allocate(capacity: 1)
        entryPoint.initialize(
            to: WaRoleEntryPoint(
                version: WA_ROLE_VERSION,
                size: UInt32(MemoryLayout<WaRoleEntryPoint>.size),
                context: Unmanaged.passRetained(LibraryRole(role)).toOpaque(),
                onStart: { LibraryRole.at($0)?.onStart($1) ?? Int32(WA_ROLE_NOT_STARTED) },
                run: { LibraryRole.at($0)?.run() },
                onStop: { LibraryRole.at($0)?.onStop() },
                statusCheck: { LibraryRole.at($0)?.statusCheck($1) },
                changing: { LibraryRole.at($0)?.changing($1, $2) ?? Int32(WA_CHANGE_ACCEPT) },
                changed: { LibraryRole.at($0)?.changed($1, $2) },
                stopping: { LibraryRole.at($0)?.stopping() }
            )
        )
        return UnsafeRawPointer(entryPoint)
    }
}
