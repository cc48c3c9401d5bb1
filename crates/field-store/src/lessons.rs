//! What a person taught about phrases. Never leaves the device.

use field_domain::raw::StoreScope;
use field_domain::{Instant, Raw};
use field_redact::{Lesson, Teaching};
use rusqlite::{Connection, Transaction, named_params};

use crate::error::StoreError;
use crate::sql;

/// Most lessons that are kept; a further one takes the place of the oldest.
///
/// Source: judgement. One organisation's names of suppliers, machines and places; at this number they
/// are loaded and applied in a few milliseconds.
pub const LESSONS_MAX: u32 = 2_000;

/// A lesson as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonRow {
    /// What was taught.
    pub lesson: Lesson,
    /// When.
    pub taught_at: Instant,
}

/// Keeps a lesson in place of an earlier one about the same phrase, and forgets the oldest beyond
/// [`LESSONS_MAX`]. Returns whether the phrase is one to remember.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(tx: &Transaction<'_>, row: &LessonRow) -> Result<bool, StoreError> {
    let Some(key) = row.lesson.key() else { return Ok(false) };
    let (label, reason) = match row.lesson.teaching {
        Teaching::Personal(label) => (label, None),
        Teaching::Plain(label, reason) => (label, Some(sql::name_of(reason)?)),
    };
    tx.prepare_cached(
        "INSERT INTO lesson (key, phrase, label, reason, taught_at)
         VALUES (:key, :phrase, :label, :reason, :taught_at)
         ON CONFLICT (key) DO UPDATE SET phrase = excluded.phrase, label = excluded.label,
             reason = excluded.reason, taught_at = excluded.taught_at",
    )?
    .execute(named_params! {
        ":key": key,
        ":phrase": row.lesson.phrase.expose(&StoreScope),
        ":label": label.name(),
        ":reason": reason,
        ":taught_at": row.taught_at.0,
    })?;
    tx.prepare_cached(
        "DELETE FROM lesson WHERE key IN
         (SELECT key FROM lesson ORDER BY taught_at DESC, key LIMIT -1 OFFSET :most)",
    )?
    .execute(named_params! { ":most": LESSONS_MAX })?;
    Ok(true)
}

/// Every lesson, the newest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection) -> Result<Vec<LessonRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT phrase, label, reason, taught_at FROM lesson ORDER BY taught_at DESC, key",
    )?;
    let rows = statement.query_map([], |row| {
        let label = sql::parsed(row, "label")?;
        let has_reason = row.get::<_, Option<String>>("reason")?.is_some();
        let teaching = if has_reason {
            Teaching::Plain(label, sql::name_column(row, "reason")?)
        } else {
            Teaching::Personal(label)
        };
        Ok(LessonRow {
            lesson: Lesson { phrase: Raw::new(row.get("phrase")?), teaching },
            taught_at: Instant(row.get("taught_at")?),
        })
    })?;
    rows.map(|row| Ok(row?)).collect()
}

/// Forgets what was taught about a phrase. Repeating it is fine.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn remove(conn: &Connection, key: &str) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM lesson WHERE key = :key")?
        .execute(named_params! { ":key": key })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use field_domain::{Label, RejectReason};
    use zeroize::Zeroizing;

    fn row(phrase: &str, teaching: Teaching, at: i64) -> LessonRow {
        let lesson = Lesson { phrase: Raw::new(phrase.to_owned()), teaching };
        LessonRow { lesson, taught_at: Instant(at) }
    }

    fn store() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let conn = crate::open(&folder.path().join("a.db"), &Zeroizing::new([1; 32]));
        (folder, conn.expect("a new store opens"))
    }

    #[test]
    fn the_newest_lesson_about_a_phrase_counts_and_can_be_forgotten() {
        let (_folder, mut conn) = store();
        let tx = conn.transaction().expect("begins");
        let personal = row("Blue Heron", Teaching::Personal(Label::Person), 1);
        let plain = Teaching::Plain(Label::Person, RejectReason::NotPersonal);
        let plain = row("BLUE heron", plain, 2);
        assert!(put(&tx, &personal).expect("kept") && put(&tx, &plain).expect("kept"));
        let nothing = row("..", Teaching::Personal(Label::Person), 3);
        assert!(!put(&tx, &nothing).expect("works"), "it would be found everywhere");
        assert_eq!(list(&tx).expect("readable"), [plain], "one phrase, one lesson");
        remove(&tx, "blue heron").expect("works");
        remove(&tx, "blue heron").expect("and again");
        assert!(list(&tx).expect("readable").is_empty());
    }

    #[test]
    fn the_oldest_lessons_make_room() {
        let (_folder, mut conn) = store();
        let tx = conn.transaction().expect("begins");
        for at in 0..=i64::from(LESSONS_MAX) {
            let phrase = format!("Heron {at}");
            put(&tx, &row(&phrase, Teaching::Personal(Label::Other), at)).expect("kept");
        }
        let rows = list(&tx).expect("readable");
        assert_eq!(u32::try_from(rows.len()), Ok(LESSONS_MAX), "no more than may be");
        assert_eq!(rows.last().map(|row| row.taught_at), Some(Instant(1)), "the first one went");
    }
}
