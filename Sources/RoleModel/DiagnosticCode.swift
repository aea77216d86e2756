/// Every code of the diagnostics that this room makes; `docs/reference/diagnostics.md` has a section on each.
public enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
    // The text itself (room XMLText).

    /// The bytes are not the text that their encoding promises.
    case invalidEncoding
    /// The file is neither UTF-8 nor UTF-16.
    case unsupportedEncoding
    /// The file is not well-formed XML.
    case notWellFormed
    /// A prefix without a declaration, or a fault of that kind.
    case namespaceFault
    /// The file has a document type declaration.
    case doctypeRefused
    /// The file is larger, deeper or wider than any real one.
    case limitExceeded

    // What may stand where.

    /// The root element is another one.
    case unexpectedRoot
    /// The root element is in a foreign namespace.
    case unexpectedNamespace
    /// The root element is in no namespace.
    case missingNamespace
    /// An element of Azure's that is not known there.
    case unknownElement
    /// An attribute of Azure's that is not known there.
    case unknownAttribute
    /// An element stands twice where it may stand once.
    case repeatedElement
    /// Text between elements.
    case strayText
    /// More faults than are worth showing.
    case tooManyFaults

    // Values that are missing or wrong.

    /// A required attribute is missing.
    case missingAttribute
    /// A required element is missing.
    case missingElement
    /// A value that must not be blank is.
    case emptyValue
    /// A name that can not be part of a path, or of an environment.
    case unusableName
    /// The same name twice.
    case duplicateName
    /// The same variable twice in one environment.
    case duplicateVariable
    /// Neither true nor false.
    case badBoolean
    /// Not a number, or not in its range.
    case badNumber
    /// Not a port.
    case badPort
    /// The first port lies behind the last.
    case badPortRange
    /// No such task type.
    case unknownTaskType
    /// No such execution context.
    case unknownExecutionContext
    /// No such endpoint protocol, or not for this kind of endpoint.
    case unknownProtocol
    /// Another value out of a closed list is not in it.
    case unknownChoice
    /// A thumbprint that is none.
    case badThumbprint
    /// A variable with both kinds of value.
    case severalVariableValues
    /// A variable without a value.
    case missingVariableValue
    /// An xpath outside the documented list.
    case unknownRoleInstanceValue
    /// An `EntryPoint` that names nothing to run.
    case emptyEntryPoint
    /// An `EntryPoint` that names several things to run.
    case severalEntryPoints
    /// A reference to a certificate, endpoint or probe that is not declared.
    case undeclaredName
    /// An https endpoint without a certificate.
    case missingCertificate
    /// A probe's path that is missing or out of place.
    case badProbePath

    // Our own namespace.

    /// A version of our namespace that is not known.
    case unknownLinuxNamespace
    /// An element in our namespace; there are none.
    case unknownLinuxElement
    /// An attribute of our namespace that does not exist.
    case unknownLinuxAttribute
    /// An attribute of our namespace on an element where it means nothing.
    case misplacedLinuxAttribute
    /// The same attribute on `Runtime` and on its entry point.
    case repeatedLinuxAttribute
    /// Not a duration, or an unusable one.
    case badDuration
    /// Not a signal that asks to end.
    case badStopSignal
    /// Not a list of exit codes.
    case badSuccessExitCodes
    /// No such restart policy.
    case unknownRestartPolicy
    /// No such kind of runtime endpoint.
    case unknownRuntimeEndpoint
    /// No such kind of readiness, or a faulty one.
    case badReadiness
    /// Readiness over TLS.
    case httpsReadiness
    /// A kind of readiness that can not answer a StatusCheck.
    case badStatusCheck
    /// An attribute that this type of task has no use for.
    case wrongTaskType
    /// A `/blockStartup` task without its agent.
    case blockStartupWithoutAgent

    // Several files together.

    /// Definition and configuration are of different services.
    case serviceNameDiffers
    /// The role is not in the definition.
    case roleNotDefined
    /// The role is not in the configuration.
    case roleNotConfigured
    /// A declared setting has no value.
    case settingWithoutValue
    /// A setting has a value but no declaration.
    case settingNotDeclared
    /// A declared certificate has no thumbprint.
    case certificateWithoutThumbprint
    /// A certificate has a thumbprint but no declaration.
    case certificateNotDeclared
    /// The role has no instance.
    case noInstances
    /// An xpath names a setting, resource or endpoint that the role does not have.
    case unknownNameInPath
}
