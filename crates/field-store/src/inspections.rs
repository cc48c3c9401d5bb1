//! Inspections and the site details that stay here.

use field_domain::{Day, InspectionId, Instant, JobId, SiteCode, TemplateRef, UserId};
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use crate::error::StoreError;
use crate::sql;

/// An inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionRow {
    /// Which.
    pub id: InspectionId,
    /// Its site.
    pub site_code: SiteCode,
    /// Its checklist.
    pub template: TemplateRef,
    /// Its job, if it has one.
    pub job: Option<JobId>,
    /// Who was asked to do it, or began it.
    pub technician: Option<UserId>,
    /// By when.
    pub due: Option<Day>,
    /// It is done on this device: the journal is here.
    pub is_mine: bool,
    /// When work began.
    pub started_at: Option<Instant>,
    /// When this device first knew of it.
    pub created_at: Instant,
}

/// Site details.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteRow {
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Person and phone.
    pub contact: String,
}

/// Adds an inspection, or does nothing if it is known.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put(conn: &Connection, row: &InspectionRow) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO inspection (id, site_code, template_id, template_version, job, technician,
                                 due, is_mine, started_at, created_at)
         VALUES (:id, :site_code, :template_id, :template_version, :job, :technician,
                 :due, :is_mine, :started_at, :created_at)
         ON CONFLICT (id) DO NOTHING",
    )?
    .execute(named_params! {
        ":id": sql::id_bytes(row.id),
        ":site_code": row.site_code.as_str(),
        ":template_id": sql::id_bytes(row.template.id),
        ":template_version": row.template.version,
        ":job": row.job.map(sql::id_bytes),
        ":technician": row.technician.map(sql::id_bytes),
        ":due": row.due.map(|day| day.to_string()),
        ":is_mine": row.is_mine,
        ":started_at": row.started_at.map(|at| at.0),
        ":created_at": row.created_at.0,
    })?;
    Ok(())
}

/// Marks that work began on this device.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::Sqlite`].
pub fn begin(conn: &Connection, id: InspectionId, at: Instant) -> Result<(), StoreError> {
    let changed = conn.execute(
        "UPDATE inspection SET is_mine = 1, started_at = coalesce(started_at, :at) WHERE id = :id",
        named_params! { ":id": sql::id_bytes(id), ":at": at.0 },
    )?;
    if changed == 0 { Err(StoreError::NotFound { kind: "inspection" }) } else { Ok(()) }
}

/// The inspection.
///
/// # Errors
/// [`StoreError::NotFound`], [`StoreError::Sqlite`].
pub fn get(conn: &Connection, id: InspectionId) -> Result<InspectionRow, StoreError> {
    conn.prepare_cached("SELECT * FROM inspection WHERE id = :id")?
        .query_row(named_params! { ":id": sql::id_bytes(id) }, read)
        .optional()?
        .ok_or(StoreError::NotFound { kind: "inspection" })
}

/// Every inspection, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn list(conn: &Connection) -> Result<Vec<InspectionRow>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT * FROM inspection ORDER BY created_at, id")?;
    let rows = statement.query_map([], read)?;
    rows.map(|row| Ok(row?)).collect()
}

/// Highest number of a site code with these letters that this device knows.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn highest_site_number(conn: &Connection, letters: &str) -> Result<u32, StoreError> {
    let codes = list(conn)?;
    Ok(codes
        .iter()
        .filter_map(|row| row.site_code.as_str().split_once('-'))
        .filter(|(found, _)| *found == letters)
        .filter_map(|(_, digits)| digits.parse().ok())
        .max()
        .unwrap_or(0))
}

/// Writes down site details.
///
/// # Errors
/// [`StoreError::DiskFull`], [`StoreError::Sqlite`].
pub fn put_site(conn: &Connection, id: InspectionId, site: &SiteRow) -> Result<(), StoreError> {
    conn.prepare_cached(
        "INSERT INTO site (inspection, name, address, contact)
         VALUES (:inspection, :name, :address, :contact)
         ON CONFLICT (inspection) DO UPDATE
         SET name = excluded.name, address = excluded.address, contact = excluded.contact",
    )?
    .execute(named_params! {
        ":inspection": sql::id_bytes(id),
        ":name": site.name,
        ":address": site.address,
        ":contact": site.contact,
    })?;
    Ok(())
}

/// The site details that were typed here; empty if none were.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn site(conn: &Connection, id: InspectionId) -> Result<SiteRow, StoreError> {
    Ok(conn
        .prepare_cached("SELECT name, address, contact FROM site WHERE inspection = :id")?
        .query_row(named_params! { ":id": sql::id_bytes(id) }, |row| {
            Ok(SiteRow {
                name: sql::plain(row, "name")?,
                address: sql::plain(row, "address")?,
                contact: sql::plain(row, "contact")?,
            })
        })
        .optional()?
        .unwrap_or_default())
}

fn read(row: &Row<'_>) -> rusqlite::Result<InspectionRow> {
    Ok(InspectionRow {
        id: sql::id(row, "id")?,
        site_code: sql::parsed(row, "site_code")?,
        template: TemplateRef {
            id: sql::id(row, "template_id")?,
            version: sql::plain(row, "template_version")?,
        },
        job: sql::id_or_none(row, "job")?,
        technician: sql::id_or_none(row, "technician")?,
        due: sql::parsed_or_none(row, "due")?,
        is_mine: sql::plain(row, "is_mine")?,
        started_at: sql::plain::<Option<i64>>(row, "started_at")?.map(Instant),
        created_at: Instant(sql::plain(row, "created_at")?),
    })
}
