//! Assigning jobs.

use field_contract::inspections::InspectionCreated;
use field_contract::office::{JobAssignArgs, PersonView};
use field_contract::{ErrorCode, NoArgs, Topic};
use field_domain::{InspectionId, Lane};
use field_log::Change;
use field_store::inspections::{self, InspectionRow};
use field_store::people;

use crate::app::App;
use crate::error::{self, Result};
use crate::inspections::put_site;
use crate::{edges, log, templates};

/// Everybody with an account, as the server listed them last.
///
/// # Errors
/// `Locked`.
pub fn list_people(app: &App, _args: NoArgs) -> Result<Vec<PersonView>> {
    let opened = app.opened()?;
    let people = people::list(&opened.reader())?;
    Ok(people
        .into_iter()
        .map(|person| PersonView { user: person.user, name: person.name, role: person.role })
        .collect())
}

/// Asks a technician to inspect a site. The site's details stay on this device.
///
/// # Errors
/// `NotAllowed` for anybody but an admin, `NotFound` for an unknown template.
pub fn assign_job(app: &App, args: JobAssignArgs) -> Result<InspectionCreated> {
    let opened = app.opened()?;
    if !opened.signed_in()?.role.may_write(Lane::Assignment) {
        return Err(error::of(ErrorCode::NotAllowed, "only an admin assigns jobs"));
    }
    let at = app.now();
    let inspection: InspectionId = edges::new_id(at);
    let job = edges::new_id(at);
    opened.write(|tx| {
        templates::get(tx, args.template)?;
        inspections::put(
            tx,
            &InspectionRow {
                id: inspection,
                site_code: args.site_code.clone(),
                template: args.template,
                job: Some(job),
                technician: Some(args.technician),
                due: Some(args.due),
                is_mine: false,
                started_at: None,
                created_at: at,
            },
        )?;
        put_site(tx, inspection, &args.site)?;
        let change = Change::JobAssigned {
            job,
            site: args.site_code.clone(),
            template: args.template,
            technician: args.technician,
            due: args.due,
        };
        log::append(tx, &opened, inspection, Vec::new(), change, None, at)?;
        Ok(())
    })?;
    app.changed(&[Topic::Inspections, Topic::Reviews, Topic::Sync]);
    app.wake_sync();
    Ok(InspectionCreated { inspection })
}
