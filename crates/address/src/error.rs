//! Why a text is no address.

/// What is wrong with an address, and what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// No name, no domain, or a sign that would need quotes.
    #[error("an address looks like name@example.org")]
    Shape,
    /// A blank, a line break or a control character.
    #[error("an address holds no blank and no line break; write it as name@example.org")]
    Blank,
    /// Longer than servers take.
    #[error("an address has at most 64 characters before the @ and 254 in all")]
    Length,
    /// A domain that the name service cannot have.
    #[error("the domain is none; write it as example.org, or in ASCII as xn--…")]
    Domain,
    /// A number instead of a domain.
    #[error("a number is no domain; write the server's name")]
    Literal,
    /// Letters before the `@` that most servers do not take.
    #[error(
        "only the domain may have letters beyond ASCII; ask for an address in ASCII, which most mailboxes of other names have beside it"
    )]
    NotAscii,
}
