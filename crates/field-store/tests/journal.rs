//! The journal: every edit is kept, undo writes a new row, and the heads on screen are remembered.

use field_domain::{InspectionId, Instant, ItemNo, Mark, TemplateId, TemplateRef};
use field_store::inspections::{self, InspectionRow};
use field_store::journal::{self, Act, Edit, Field, Value};
use field_store::{Connection, StoreError};
use zeroize::Zeroizing;

const ITEM: ItemNo = ItemNo(22);

fn inspection() -> InspectionId {
    uuid::Uuid::from_u128(2).into()
}

fn store() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let conn = field_store::open(&folder.path().join("a.db"), &Zeroizing::new([1; 32]))
        .expect("a new store opens");
    let row = InspectionRow {
        id: inspection(),
        site_code: "FS-1".parse().expect("a code"),
        template: TemplateRef { id: TemplateId(uuid::Uuid::from_u128(5)), version: 1 },
        job: None,
        technician: None,
        due: None,
        is_mine: true,
        started_at: None,
        created_at: Instant(0),
    };
    inspections::put(&conn, &row).expect("stored");
    (folder, conn)
}

fn save(conn: &mut Connection, mark: Option<Mark>, act: Act) -> Result<i64, StoreError> {
    let tx = conn.transaction()?;
    let value = Value::Mark(mark);
    let edit = Edit {
        inspection: inspection(),
        field: Field::Mark(ITEM),
        item: Some(ITEM),
        value: &value,
        act,
        at: Instant(1),
    };
    let seq = journal::save(&tx, &edit)?;
    tx.commit()?;
    Ok(seq)
}

fn undo(conn: &mut Connection, act: Act) -> Option<Value> {
    let step = journal::step(conn, inspection(), ITEM, act).expect("readable")?;
    let Value::Mark(mark) = step.value else { return Some(step.value) };
    save(conn, mark, act).expect("saved");
    Some(Value::Mark(mark))
}

#[test]
fn a_second_answer_keeps_the_first_in_the_journal() {
    let (_folder, mut conn) = store();
    save(&mut conn, Some(Mark::In), Act::Edit).expect("saved");
    save(&mut conn, Some(Mark::Out), Act::Edit).expect("saved");
    let now = journal::now(&conn, inspection(), Field::Mark(ITEM)).expect("readable");
    assert_eq!(now.map(|now| now.value), Some(Value::Mark(Some(Mark::Out))));
    let history = journal::history(&conn, inspection()).expect("readable");
    assert_eq!(history.len(), 2, "an edit never overwrites what was recorded");
}

#[test]
fn undo_and_redo_walk_through_the_edits() {
    let (_folder, mut conn) = store();
    assert_eq!(undo(&mut conn, Act::Undo), None, "nothing to undo at first");
    for mark in [Mark::In, Mark::Out, Mark::NotObserved] {
        save(&mut conn, Some(mark), Act::Edit).expect("saved");
    }
    assert_eq!(undo(&mut conn, Act::Undo), Some(Value::Mark(Some(Mark::Out))));
    assert_eq!(undo(&mut conn, Act::Undo), Some(Value::Mark(Some(Mark::In))));
    assert_eq!(undo(&mut conn, Act::Redo), Some(Value::Mark(Some(Mark::Out))));
    assert_eq!(undo(&mut conn, Act::Undo), Some(Value::Mark(Some(Mark::In))));
    assert_eq!(undo(&mut conn, Act::Undo), Some(Value::Mark(None)), "back to no answer");
    assert_eq!(undo(&mut conn, Act::Undo), None);
    save(&mut conn, Some(Mark::NotApplicable), Act::Edit).expect("saved");
    assert_eq!(undo(&mut conn, Act::Redo), None, "a new edit ends what could be redone");
}

#[test]
fn an_edit_of_an_unknown_inspection_changes_nothing() {
    let (_folder, mut conn) = store();
    let tx = conn.transaction().expect("begins");
    let edit = Edit {
        inspection: uuid::Uuid::from_u128(77).into(),
        field: Field::Mark(ITEM),
        item: Some(ITEM),
        value: &Value::Mark(None),
        act: Act::Edit,
        at: Instant(1),
    };
    assert!(journal::save(&tx, &edit).is_err(), "the foreign key refuses it");
}
