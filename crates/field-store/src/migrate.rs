//! Bringing the schema up to date.

use rusqlite::Connection;

use crate::error::StoreError;

/// Raised when an older program could not use the file any more.
const COMPATIBILITY: u32 = 1;

/// Every migration, oldest first. A released one is never changed.
const MIGRATIONS: [&str; 9] = [
    include_str!("../../../migrations/device/0001_profile_and_templates.sql"),
    include_str!("../../../migrations/device/0002_inspections_and_journal.sql"),
    include_str!("../../../migrations/device/0003_media.sql"),
    include_str!("../../../migrations/device/0004_log_and_outbox.sql"),
    include_str!("../../../migrations/device/0005_drafts_and_reasons.sql"),
    include_str!("../../../migrations/device/0006_lessons.sql"),
    include_str!("../../../migrations/device/0007_photo_capture_and_drawings.sql"),
    include_str!("../../../migrations/device/0008_picture_size.sql"),
    include_str!("../../../migrations/device/0009_watched_folder.sql"),
];

/// Runs what has not run yet, each migration in its own transaction.
///
/// The number of migrations stands in `user_version`, the compatibility number in
/// `application_id`. A file with more migrations than this program knows is opened if its
/// compatibility number allows it.
///
/// # Errors
/// [`StoreError::TooNew`] if a newer program wrote the file in a way that this one cannot use.
pub(crate) fn run(conn: &mut Connection) -> Result<(), StoreError> {
    let done: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let needed: u32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if needed > COMPATIBILITY {
        return Err(StoreError::TooNew { needed, known: COMPATIBILITY });
    }
    for (number, sql) in (1_u32..).zip(MIGRATIONS).filter(|(number, _)| *number > done) {
        let tx = conn.transaction()?;
        tx.execute_batch(sql)?;
        tx.execute_batch(&format!(
            "PRAGMA user_version = {number}; PRAGMA application_id = {COMPATIBILITY};"
        ))?;
        tx.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    fn schema(conn: &Connection) -> String {
        let mut statement = conn
            .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
            .expect("a fixed query");
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("readable");
        let parts: Vec<String> = rows.map(|row| row.expect("a text")).collect();
        parts.join(";\n\n") + ";\n"
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a person asks for a new snapshot this way")]
    fn the_schema_is_the_one_that_is_written_down() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let conn = crate::open(&folder.path().join("a.db"), &Zeroizing::new([1; 32]))
            .expect("a new store opens");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/device/schema.sql");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, schema(&conn)).expect("the repository can be written");
        }
        let written = std::fs::read_to_string(path).expect("schema.sql is in the repository");
        assert_eq!(schema(&conn), written, "run with UPDATE_SCHEMA=1 and look at the difference");
    }

    #[test]
    fn every_older_schema_is_brought_up_to_date() {
        for known in 0..MIGRATIONS.len() {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let mut conn = Connection::open(folder.path().join("a.db")).expect("opens");
            for (number, sql) in (1..).zip(MIGRATIONS).take(known) {
                conn.execute_batch(sql).expect("a migration runs");
                conn.execute_batch(&format!("PRAGMA user_version = {number}")).expect("numbered");
            }
            run(&mut conn).unwrap_or_else(|error| panic!("from {known}: {error}"));
        }
    }

    #[test]
    fn a_file_of_an_incompatible_newer_program_is_refused() {
        let mut conn = Connection::open_in_memory().expect("opens");
        conn.execute_batch("PRAGMA application_id = 2; PRAGMA user_version = 9").expect("set");
        assert!(matches!(run(&mut conn), Err(StoreError::TooNew { needed: 2, known: 1 })));
        conn.execute_batch("PRAGMA application_id = 1").expect("set");
        assert!(run(&mut conn).is_ok(), "a newer compatible file opens");
    }
}
