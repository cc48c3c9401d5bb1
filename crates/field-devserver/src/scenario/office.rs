//! The server of a scenario: the real one, in this process, with made-up people.

use std::path::Path;

use anyhow::{Context as _, Result};
use field_domain::{PolicyName, Role};
use field_server::setup::{self, NewPerson};
use field_server::{Config, DataFolder, Running};

/// Password of everybody in a scenario. It opens nothing but a throw-away server on loopback.
pub const PASSWORD: &str = "throw-away password";

/// Everybody in a scenario: role, sign-in address, name.
const PEOPLE: [(Role, &str, &str); 4] = [
    (Role::Technician, "tessa@example.org", "Tessa Beispiel"),
    (Role::Technician, "tomas@example.org", "Tomas Vzorek"),
    (Role::Reviewer, "rufus@example.org", "Rufus Muster"),
    (Role::Admin, "ada@example.org", "Ada Sample"),
];

/// A running server with its people.
pub struct Office {
    running: Running,
}

impl Office {
    /// Makes a server in `folder` and starts it.
    ///
    /// # Errors
    /// Those of the server.
    pub async fn open(folder: &Path) -> Result<Self> {
        let data = DataFolder::at(folder);
        let to_make = data.clone();
        let config = tokio::task::spawn_blocking(move || {
            setup::init(&to_make, "127.0.0.1:0", &[])?;
            for (role, address, name) in PEOPLE {
                setup::add_person(
                    &to_make,
                    &NewPerson { role, address, name, password: PASSWORD },
                )?;
            }
            anyhow::Ok(to_make.config()?)
        })
        .await
        .context("making the server panicked")??;
        Ok(Self { running: field_server::serve(config, &data).await? })
    }

    /// Starts the server anew at the same address under another policy, as an operator does.
    ///
    /// # Errors
    /// Those of the server.
    pub async fn choose(self, policy: PolicyName, folder: &Path) -> Result<Self> {
        let address = self.running.address.to_string();
        self.running.shutdown().await?;
        let data = DataFolder::at(folder);
        let config = Config { listen: address, policy, ..data.config()? };
        Ok(Self { running: field_server::serve(config, &data).await? })
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

/// The sign-in address of the first person with a role.
pub fn address_of(role: Role) -> &'static str {
    PEOPLE.iter().find(|person| person.0 == role).map_or("", |person| person.1)
}

/// The word for a role, for folders.
pub const fn word(role: Role) -> &'static str {
    match role {
        Role::Technician => "technician",
        Role::Reviewer => "reviewer",
        Role::Admin => "admin",
    }
}
