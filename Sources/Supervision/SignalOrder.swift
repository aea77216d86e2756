/// What is to be sent to a child.
enum SignalOrder {
    /// This signal, to its group.
    case signal(Int32)
    /// This signal, to its group, which is then woken if it is stopped.
    case terminate(Int32)
    /// SIGKILL, to its whole tree.
    case kill
}
