//! Operations in: checked, kept, and applied.

use field_contract::{ErrorCode, Topic};
use field_egress::Session;
use field_log::Operation;
use field_log::wire::{PullReply, PulledOperation};
use field_store::people::{self, PersonRow};
use field_store::{Transaction, operations};

use super::apply;
use crate::app::App;
use crate::error::Result;
use crate::opened::{Account, Opened, put, stored};
use crate::policy;

/// Where the next pull begins; the server's own number, not a position.
const CURSOR_SETTING: &str = "pull_cursor";
/// Pages of one run: 200 000 operations.
const PAGES_MAX: usize = 400;

/// Fetches until the server says that this was all. Returns whether something was new.
pub(super) fn run(
    app: &App,
    opened: &Opened,
    account: &Account,
    session: &Session,
) -> Result<bool> {
    let mut is_new = false;
    for _ in 0..PAGES_MAX {
        let after = stored(&opened.reader(), CURSOR_SETTING)?.unwrap_or(0_u64);
        let page = app.wait_for(session.pull(after))?;
        let is_done = page.is_done;
        is_new |= !page.operations.is_empty();
        opened.write(|tx| keep(tx, opened, account, &page))?;
        if policy::take(opened, page.policy, page.own_policy.as_deref(), app.now())? {
            app.changed(&[Topic::Redactions, Topic::Sync]);
        }
        if is_done {
            break;
        }
    }
    if account.role.sees_all() {
        fetch_people(app, opened, session)?;
    }
    Ok(is_new)
}

/// Keeps a page and its cursor in one transaction.
fn keep(tx: &Transaction<'_>, opened: &Opened, account: &Account, page: &PullReply) -> Result<()> {
    for signer in &page.signers {
        people::put_signer(tx, signer)?;
    }
    for pulled in &page.operations {
        if let Some(operation) = checked(tx, account, pulled)? {
            operations::put(tx, &operation, Some((pulled.position, pulled.received)))?;
            apply::operation(tx, opened, account, &operation)?;
        } else {
            // A server that sends something unsigned is not believed, and not a reason to stop.
            tracing::error!(position = pulled.position, "an operation does not verify");
        }
    }
    put(tx, CURSOR_SETTING, &page.next)
}

fn checked(
    tx: &Transaction<'_>,
    account: &Account,
    pulled: &PulledOperation,
) -> Result<Option<Operation>> {
    let Ok(operation) = Operation::parse(pulled.bytes.0.clone()) else { return Ok(None) };
    if operation.header.org != account.org {
        return Ok(None);
    }
    let signer = people::signer(tx, operation.header.device)?;
    Ok(signer.filter(|signer| operation.verify(signer).is_ok()).map(|_| operation))
}

fn fetch_people(app: &App, opened: &Opened, session: &Session) -> Result<()> {
    let reply = match app.wait_for(session.people()) {
        Ok(reply) => reply,
        Err(cause) => {
            let failure = crate::error::Failure::from(cause);
            // The list is a convenience: without it, ids are shown, and work goes on.
            if failure.code() == ErrorCode::NotFound {
                return Ok(());
            }
            return Err(failure);
        }
    };
    let rows: Vec<PersonRow> = reply
        .people
        .into_iter()
        .map(|person| PersonRow { user: person.user, name: person.name, role: person.role })
        .collect();
    if people::list(&opened.reader())? != rows {
        opened.write(|tx| Ok(people::replace(tx, &rows)?))?;
        app.changed(&[Topic::People]);
    }
    Ok(())
}
