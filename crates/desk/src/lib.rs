//! The desk beside a register: who may write to it, and what lies there unconfirmed.
//!
//! A register holds facts and who decided what; it is copied, backed up, handed to others. Passwords,
//! sessions and tokens must not go with it, and must not wait for its one writer. So they are in a file
//! of their own beside it, whatever database the register is in: accounts with roles, their sessions and
//! tokens, a log that is only added to, and drafts, which are pages that were read and not yet confirmed.
//!
//! It refuses to keep anything that would let in who reads the file: passwords are kept as Argon2id,
//! sessions and tokens as SHA-256 of 32 random bytes. It knows nothing of HTTP, of what a register holds,
//! or of the clock: who calls it says what time it is, in seconds since 1970.

mod account;
mod draft;
mod error;
mod log;
mod password;
mod secret;
mod session;
mod store;
mod token;

pub use account::{Account, Role};
pub use draft::{Draft, DraftPage};
pub use error::{Error, Refusal, Result};
pub use log::{By, Deed, Entry};
pub use secret::{Secret, masked, same, unmasked};
pub use session::{IDLE, LONGEST, Session};
pub use store::{Desk, beside};
pub use token::{Pass, Scope, Token};
