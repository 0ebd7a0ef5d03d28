//! The arguments of `jiehao account`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::register::RegisterAt;

/// Where accounts are kept.
#[derive(Clone, Debug, Args)]
pub(crate) struct DeskAt {
    /// The file of accounts, sessions, tokens and the log [default: the register's name and .desk;
    /// jiehao.desk where the register is a database].
    #[arg(long, value_name = "FILE")]
    pub desk: Option<PathBuf>,
}

impl DeskAt {
    /// The file, where it was not named the one beside the register.
    pub fn path(&self, register: &str) -> PathBuf {
        let beside = || jiehao_desk::beside(register);
        self.desk.clone().unwrap_or_else(beside)
    }
}

#[derive(Debug, Args)]
pub(crate) struct Account {
    #[command(flatten)]
    pub at: RegisterAt,
    #[command(flatten)]
    pub desk: DeskAt,
    #[command(subcommand)]
    pub what: Change,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Change {
    /// Make an account. The password is asked for, or is the first line of standard input.
    Add {
        /// Its name, which decisions will carry.
        name: String,
        /// What it may do.
        #[arg(long, value_enum, default_value_t = Role::Reviewer)]
        role: Role,
    },
    /// List the accounts.
    List,
    /// Set the password of an account and end its sessions; it is asked for, or is the first line of
    /// standard input.
    Password {
        /// Whose.
        name: String,
    },
    /// Give an account another role.
    Role {
        /// Whose.
        name: String,
        /// What it may do from now on.
        #[arg(value_enum)]
        role: Role,
    },
    /// Close an account: its sessions end, its tokens are revoked; its decisions stand.
    Close {
        /// Which.
        name: String,
    },
    /// Open an account again that was closed.
    Open {
        /// Which.
        name: String,
    },
}

/// What an account may do; each role includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Reads a register that is not open to all.
    Reader,
    /// Decides, and adds pages.
    Reviewer,
    /// Manages accounts, and reads the log.
    Admin,
}
