//! Beginning an inspection, and what is known of its site here.

use field_contract::inspections::{
    InspectionArgs, InspectionCreateArgs, InspectionCreated, SiteDetails, SiteSaveArgs,
};
use field_contract::{Done, ErrorCode, NoArgs, Topic};
use field_domain::{InspectionId, Role, SiteCode};
use field_log::{Change, Target};
use field_store::inspections::{self, InspectionRow, SiteRow};
use field_store::{Transaction, operations};

use crate::app::App;
use crate::error::{self, Result};
use crate::opened::Opened;
use crate::{edges, log, templates};

/// The letters of site codes that this program proposes ("food safety").
const SITE_LETTERS: &str = "FS";
/// Longest site name, address or contact, in characters.
const SITE_CHARS_MAX: usize = 500;

/// A site code that this device has not used.
///
/// # Errors
/// `Locked`.
pub fn next_site_code(app: &App, _args: NoArgs) -> Result<SiteCode> {
    let opened = app.opened()?;
    let number = inspections::highest_site_number(&opened.reader(), SITE_LETTERS)? + 1;
    SiteCode::new(&format!("{SITE_LETTERS}-{number:04}"))
        .map_err(|_| error::of(ErrorCode::Invalid, "no site number is left"))
}

/// Begins an inspection without a job.
///
/// # Errors
/// `NotAllowed` for anybody but a technician, `NotFound` for an unknown template.
pub fn create(app: &App, args: InspectionCreateArgs) -> Result<InspectionCreated> {
    let opened = app.opened()?;
    let at = app.now();
    let inspection: InspectionId = edges::new_id(at);
    let technician = opened.signed_in()?.user;
    opened.write(|tx| {
        templates::get(tx, args.template)?;
        let row = InspectionRow {
            id: inspection,
            site_code: args.site_code.clone(),
            template: args.template,
            job: None,
            technician: Some(technician),
            due: None,
            is_mine: true,
            started_at: Some(at),
            created_at: at,
        };
        inspections::put(tx, &row)?;
        put_site(tx, inspection, &args.site)?;
        begin(app, tx, &opened, &row)
    })?;
    app.changed(&[Topic::Inspections, Topic::Sync]);
    app.wake_worker();
    Ok(InspectionCreated { inspection })
}

/// Begins the inspection of an assigned job.
///
/// # Errors
/// `NotFound`, `NotAllowed` if it is somebody else's job.
pub fn start(app: &App, args: InspectionArgs) -> Result<Done> {
    let opened = app.opened()?;
    let at = app.now();
    let user = opened.signed_in()?.user;
    opened.write(|tx| {
        let row = inspections::get(tx, args.inspection)?;
        if row.technician != Some(user) {
            return Err(error::of(ErrorCode::NotAllowed, "the job is somebody else's"));
        }
        inspections::begin(tx, args.inspection, at)?;
        // Begun on another device of the same person: this one goes on with it.
        if row.started_at.is_some() {
            return Ok(());
        }
        begin(app, tx, &opened, &row)
    })?;
    app.changed(&[Topic::Inspections, Topic::Sync]);
    Ok(Done {})
}

/// Writes down what is known of a site. It stays on this device.
///
/// # Errors
/// `NotFound`, `Invalid` if something is too long.
pub fn save_site(app: &App, args: SiteSaveArgs) -> Result<Done> {
    let opened = app.opened()?;
    opened.write(|tx| {
        inspections::get(tx, args.inspection)?;
        put_site(tx, args.inspection, &args.site)
    })?;
    app.changed(&[Topic::Inspections]);
    Ok(Done {})
}

/// Keeps site details inside a transaction of the caller.
pub(crate) fn put_site(tx: &Transaction<'_>, id: InspectionId, site: &SiteDetails) -> Result<()> {
    let parts = [&site.name, &site.address, &site.contact];
    if parts.iter().any(|part| part.chars().count() > SITE_CHARS_MAX) {
        return Err(error::of(ErrorCode::Invalid, "a site detail is too long"));
    }
    let row = SiteRow {
        name: site.name.trim().to_owned(),
        address: site.address.trim().to_owned(),
        contact: site.contact.trim().to_owned(),
    };
    Ok(inspections::put_site(tx, id, &row)?)
}

fn begin(app: &App, tx: &Transaction<'_>, opened: &Opened, row: &InspectionRow) -> Result<()> {
    let account: crate::opened::Account = crate::opened::stored(tx, "account")?
        .ok_or_else(|| error::of(ErrorCode::SignedOut, "nobody signed in on this device"))?;
    if account.role != Role::Technician {
        return Err(error::of(ErrorCode::NotAllowed, "only a technician inspects"));
    }
    let change = Change::Started {
        site: row.site_code.clone(),
        template: row.template,
        job: row.job,
        day: (app.inner.edges.today)(),
    };
    let base = operations::heads(tx, row.id, Target::Start)?;
    log::append(tx, opened, row.id, base, change, None, app.now())?;
    Ok(())
}
