/// How far the launcher is.
enum LauncherState {
    /// There is none; the next order starts one.
    case absent
    /// The spawner is starting one.
    case starting
    /// It takes orders.
    case running(LauncherProcess, LaunchChannel)
}
