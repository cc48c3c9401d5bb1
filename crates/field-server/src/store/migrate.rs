//! Bringing the tables up to date: numbered files of `migrations/server`, each applied once.

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest as _, Sha256};

/// One step, in the order of its number.
struct Migration {
    name: &'static str,
    sql: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$(Migration {
            name: $name,
            sql: include_str!(concat!("../../../../migrations/server/", $name, ".sql")),
        }),+]
    };
}

/// Every step. A released file is never changed; what changes is a new file at the end.
const MIGRATIONS: &[Migration] = migrations![
    "0001_organisations_and_people",
    "0002_devices_and_sign_ins",
    "0003_operations",
    "0004_blobs",
];

/// Why the tables cannot be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer server made the database.
    #[error(
        "the database was made by a newer server ({found} steps, this one knows {known}); \
         nothing was changed: start the newer server"
    )]
    Newer {
        /// Steps that the database has.
        found: usize,
        /// Steps that this program knows.
        known: usize,
    },
    /// A step was applied with another text than this program has.
    #[error("step {name} is not the one that this database was made with; nothing was changed")]
    Changed {
        /// Name of the step.
        name: &'static str,
    },
    /// SQLite failed; the step was rolled back.
    #[error("the tables could not be brought up to date; nothing was changed")]
    Sqlite(#[from] rusqlite::Error),
}

/// Applies every step that is missing, all in one transaction.
pub(super) fn run(conn: &mut Connection) -> Result<(), MigrateError> {
    // The lock comes first: two programs that start together apply each step once.
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(
        "CREATE TABLE IF NOT EXISTS migration (
            number INTEGER NOT NULL PRIMARY KEY,
            name   TEXT    NOT NULL,
            sha256 BLOB    NOT NULL
        ) STRICT",
    )?;
    let applied: Vec<[u8; 32]> = tx
        .prepare("SELECT sha256 FROM migration ORDER BY number")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if applied.len() > MIGRATIONS.len() {
        return Err(MigrateError::Newer { found: applied.len(), known: MIGRATIONS.len() });
    }
    for (index, migration) in MIGRATIONS.iter().enumerate() {
        let hash: [u8; 32] = Sha256::digest(migration.sql).into();
        match applied.get(index) {
            Some(found) if *found == hash => {}
            Some(_) => return Err(MigrateError::Changed { name: migration.name }),
            None => {
                tx.execute_batch(migration.sql)?;
                tx.execute(
                    "INSERT INTO migration (number, name, sha256) VALUES (?1, ?2, ?3)",
                    rusqlite::params![
                        i64::try_from(index + 1).expect("there are few steps"),
                        migration.name,
                        hash
                    ],
                )?;
            }
        }
    }
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::PathBuf;

    use super::*;

    fn folder() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../migrations/server")
    }

    fn schema_of(conn: &Connection) -> String {
        let mut statement = conn
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name")
            .expect("the schema can be read");
        let parts = statement.query_map([], |row| row.get::<_, String>(0)).expect("can be read");
        let mut text = String::from(
            "-- What the migrations make together. A test keeps it true; to write it again:\n\
             -- FIELD_WRITE_SCHEMA=1 cargo test -p field-server --lib schema\n",
        );
        for part in parts {
            write!(text, "\n{};\n", part.expect("is text")).expect("a string can grow");
        }
        text
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a person asks for the snapshot this way")]
    fn the_schema_snapshot_is_what_the_migrations_make() {
        let mut conn = Connection::open_in_memory().expect("in memory");
        run(&mut conn).expect("an empty database is brought up to date");
        let made = schema_of(&conn);
        let path = folder().join("schema.sql");
        if std::env::var_os("FIELD_WRITE_SCHEMA").is_some() {
            std::fs::write(&path, &made).expect("the snapshot can be written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, made, "schema.sql must be written again after a migration");
    }

    #[test]
    fn every_file_of_the_folder_is_a_step() {
        let mut found: Vec<String> = std::fs::read_dir(folder())
            .expect("the folder is there")
            .map(|entry| entry.expect("can be listed").file_name().to_string_lossy().into_owned())
            .filter(|name| name != "schema.sql")
            .collect();
        found.sort();
        let known: Vec<String> =
            MIGRATIONS.iter().map(|migration| format!("{}.sql", migration.name)).collect();
        assert_eq!(found, known, "a file that is not listed is never applied");
    }

    #[test]
    fn a_second_run_changes_nothing_and_foreign_steps_are_refused() {
        let mut conn = Connection::open_in_memory().expect("in memory");
        run(&mut conn).expect("the first time");
        let before = schema_of(&conn);
        run(&mut conn).expect("the second time");
        assert_eq!(schema_of(&conn), before);

        conn.execute("UPDATE migration SET sha256 = zeroblob(32) WHERE number = 2", [])
            .expect("can be changed");
        assert!(matches!(
            run(&mut conn),
            Err(MigrateError::Changed { name: "0002_devices_and_sign_ins" })
        ));
        conn.execute("INSERT INTO migration VALUES (99, 'later', zeroblob(32))", [])
            .expect("can be added");
        assert!(matches!(run(&mut conn), Err(MigrateError::Newer { .. })), "a newer server's file");
    }

    #[test]
    fn operations_cannot_be_changed_or_deleted() {
        let mut conn = Connection::open_in_memory().expect("in memory");
        run(&mut conn).expect("up to date");
        conn.execute_batch(
            "INSERT INTO organisation VALUES (zeroblob(16), 1, 0);
             INSERT INTO person VALUES (zeroblob(16), zeroblob(16), 'technician', 'n', 'a',
                 zeroblob(16), zeroblob(32), 1, 1, 1, 0);
             INSERT INTO device VALUES (zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(32), 0, NULL);
             INSERT INTO operation VALUES (zeroblob(16), 1, zeroblob(32), zeroblob(16), 1,
                 zeroblob(16), 0, x'00');",
        )
        .expect("a row of each");
        assert!(conn.execute("UPDATE operation SET bytes = x'01'", []).is_err());
        assert!(conn.execute("DELETE FROM operation", []).is_err());
    }
}
