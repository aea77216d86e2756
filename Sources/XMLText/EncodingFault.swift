/// Where a text stops being one, and why.
struct EncodingFault {
    /// What is wrong there.
    enum Kind: Hashable {
        /// The bytes are no UTF-8: an overlong form, a surrogate, a stray or missing continuation.
        case notUTF8(UInt8)
        /// The 16-bit unit is half of a surrogate pair whose other half is missing.
        case loneSurrogate(UInt16)
        /// A UTF-16 text has an odd number of bytes.
        case halfUnit
        /// A byte above 127 in a text declared as US-ASCII.
        case notASCII(UInt8)
        /// A scalar that XML forbids.
        case forbidden(UInt32)
    }

    /// The offset in the UTF-8 form of the text.
    var offset: Int
    /// What is wrong there.
    var kind: Kind
}
