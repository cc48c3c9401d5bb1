//! A real server in this process, with made-up people.

use anyhow::{Context as _, Result};
use field_domain::Role;
use field_server::setup::{self, NewPerson};
use field_server::{DataFolder, Running};
use tempfile::TempDir;

/// Password of everybody; it opens nothing but a server that ends with the test.
pub const PASSWORD: &str = "throw-away password";

/// A running server. It ends when this is dropped.
pub struct Office {
    running: Running,
    _folder: TempDir,
}

impl Office {
    /// Makes a server and starts it.
    pub async fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = DataFolder::at(folder.path());
        let to_make = data.clone();
        tokio::task::spawn_blocking(move || {
            setup::init(&to_make, "127.0.0.1:0", &[])?;
            for (role, name) in [
                (Role::Technician, "Tessa Beispiel"),
                (Role::Reviewer, "Rufus Muster"),
                (Role::Admin, "Ada Sample"),
            ] {
                let person =
                    NewPerson { role, address: address_of(role), name, password: PASSWORD };
                setup::add_person(&to_make, &person)?;
            }
            anyhow::Ok(())
        })
        .await
        .context("making the server panicked")??;
        let running = field_server::serve(data.config()?, &data).await?;
        Ok(Self { running, _folder: folder })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        self.running.url()
    }

    /// SHA-256 of its certificate, in hex.
    pub fn fingerprint(&self) -> String {
        self.running.fingerprint.to_string()
    }
}

/// The sign-in address of a role.
pub const fn address_of(role: Role) -> &'static str {
    match role {
        Role::Technician => "tessa@example.org",
        Role::Reviewer => "rufus@example.org",
        Role::Admin => "ada@example.org",
    }
}
