//! A real server in this process, with made-up people.

use anyhow::{Context as _, Result};
use field_domain::Role;
use field_server::setup::{self, NewPerson};
use field_server::{DataFolder, Running};
use field_tests::Tap;
use tempfile::TempDir;

/// Password of everybody; it opens nothing but a server that ends with the test.
pub const PASSWORD: &str = "throw-away password";

/// A running server. It ends when this is dropped.
pub struct Office {
    running: Running,
    tap: Option<Tap>,
    data: DataFolder,
    folder: TempDir,
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
        Ok(Self { running, tap: None, data, folder })
    }

    /// [`Office::open`] with a listener on the line of every window.
    pub async fn tapped() -> Result<Self> {
        let mut office = Self::open().await?;
        office.tap = Some(Tap::open(&office.url(), &office.fingerprint()).await?);
        Ok(office)
    }

    /// Where windows find it.
    pub fn url(&self) -> String {
        self.tap.as_ref().map_or_else(|| self.running.url(), |tap| tap.url.clone())
    }

    /// SHA-256 of the certificate that windows pin, in hex.
    pub fn fingerprint(&self) -> String {
        let own = || self.running.fingerprint.to_string();
        self.tap.as_ref().map_or_else(own, |tap| tap.fingerprint.clone())
    }

    /// Everything that left the windows: what was said on the line, what the server holds, and its
    /// files as they lie on the disk.
    pub fn what_left(&self) -> Result<Vec<u8>> {
        let mut bytes = self.tap.as_ref().context("nobody listens on this line")?.heard()?;
        field_server::export(&self.data, &mut bytes)?;
        field_tests::collect(self.folder.path(), &mut bytes)?;
        Ok(bytes)
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
