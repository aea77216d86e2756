/// `RuntimeSetup.Manifest`, only as far as its `Path` operations (FORMATS §5.4).
public struct RuntimeSetup: Hashable, Sendable {
    /// `Operation[@type='Path']/@path`, as written, in file order: what goes to the end of PATH.
    public var paths: [String]

    /// Creates a setup.
    public init(paths: [String]) {
        self.paths = paths
    }

    /// Reads a `RuntimeSetup.Manifest`.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: the file as it is shown.
    /// - Returns: the setup, or nil and why; and every warning.
    public static func read(_ bytes: [UInt8], file: String) -> Reading<RuntimeSetup> {
        Reading(bytes, file: file, grammar: .runtimeSetup) { scope in
            RuntimeSetup(
                paths: scope.children("Operation").compactMap { operation in
                    operation.text("type") == "Path" ? operation.required("path") : nil
                }
            )
        }
    }
}
