//! Taking operations into the log: all of a batch in one transaction, in the order of the device.

use field_domain::{Instant, OrgId, Role};
use field_log::canonical::Bytes;
use field_log::device_chain::Step;
use field_log::wire::{PushOutcome, Rejection};
use field_log::{Change, DeviceChain, Operation, OperationError, Signer};
use rusqlite::Transaction;

use crate::store::{StoreError, access, blobs, operations};

/// A batch whose operations were read and whose signatures were checked, before any lock is held.
pub(crate) struct CheckedBatch {
    org: OrgId,
    signer: Signer,
    operations: Vec<Result<Operation, Rejection>>,
}

/// Reads a batch and checks it against the device that sent it.
pub(crate) fn check(org: OrgId, signer: Signer, batch: Vec<Bytes>) -> CheckedBatch {
    let mut is_broken = false;
    let mut checked = Vec::with_capacity(batch.len());
    for bytes in batch {
        // Nothing behind a broken operation is tried, so it need not be read either.
        let outcome =
            if is_broken { Err(Rejection::Malformed) } else { check_one(org, &signer, bytes) };
        is_broken |= outcome.is_err();
        checked.push(outcome);
    }
    CheckedBatch { org, signer, operations: checked }
}

fn check_one(org: OrgId, signer: &Signer, bytes: Bytes) -> Result<Operation, Rejection> {
    let operation = Operation::parse(bytes.0).map_err(rejection_of)?;
    if operation.header.org != org {
        return Err(Rejection::NotAllowed);
    }
    operation.verify(signer).map_err(rejection_of)?;
    Ok(operation)
}

fn rejection_of(error: OperationError) -> Rejection {
    match error {
        OperationError::TooLarge
        | OperationError::Unreadable(_)
        | OperationError::WrongPayload
        | OperationError::HeaderDisagrees => Rejection::Malformed,
        OperationError::WrongSigner | OperationError::BadSignature => Rejection::BadSignature,
        OperationError::NotAllowed => Rejection::NotAllowed,
    }
}

/// Stores what may be stored and says what became of each operation.
///
/// The first rejection ends the batch: what came before it is stored, what comes after is not tried,
/// because its device would otherwise have a gap.
pub(crate) fn store(
    tx: &Transaction<'_>,
    batch: CheckedBatch,
    now: Instant,
) -> Result<Vec<PushOutcome>, StoreError> {
    let CheckedBatch { org, signer, operations: checked } = batch;
    let mut chain = operations::chain(tx, org, signer.device)?;
    let mut outcomes = Vec::with_capacity(checked.len());
    let mut is_broken = false;
    for operation in checked {
        let outcome = if is_broken {
            PushOutcome::NotTried
        } else {
            match operation {
                Ok(operation) => store_one(tx, org, &signer, &mut chain, &operation, now)?,
                Err(reason) => PushOutcome::Rejected { reason },
            }
        };
        is_broken |= matches!(outcome, PushOutcome::Rejected { .. });
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

fn store_one(
    tx: &Transaction<'_>,
    org: OrgId,
    signer: &Signer,
    chain: &mut DeviceChain,
    operation: &Operation,
    now: Instant,
) -> Result<PushOutcome, StoreError> {
    let header = &operation.header;
    let rejected = |reason| Ok(PushOutcome::Rejected { reason });
    match chain.step(header) {
        Step::Next => {}
        Step::Gap => return rejected(Rejection::Gap),
        Step::Fork => return rejected(Rejection::Fork),
        // The same number is a repetition only if it is the same operation.
        Step::Past => {
            let found = operations::find_by_seq(tx, org, signer.device, header.device_seq)?;
            return match found {
                Some((id, position)) if id == operation.id => {
                    Ok(PushOutcome::Duplicate { position })
                }
                _ => rejected(Rejection::Fork),
            };
        }
    }
    let is_known = operations::has_inspection(tx, org, header.inspection)?;
    if !may_write(tx, org, signer, operation, is_known)? {
        return rejected(Rejection::NotAllowed);
    }
    let position = operations::append(tx, org, operation, now)?;
    access::announce(tx, org, header.inspection, position)?;
    if signer.role == Role::Technician && !is_known {
        access::grant(tx, org, signer.user, header.inspection)?;
    }
    if let Some(Change::JobAssigned { technician, .. }) =
        operation.payload.as_ref().map(|payload| &payload.change)
    {
        access::grant(tx, org, *technician, header.inspection)?;
    }
    for blob in &header.blobs {
        blobs::refer(tx, org, *blob, header.inspection)?;
    }
    *chain = DeviceChain::after(operation);
    Ok(PushOutcome::Stored { position })
}

/// Whether the inspection is the signer's to write to. Lanes were checked with the signature.
fn may_write(
    tx: &Transaction<'_>,
    org: OrgId,
    signer: &Signer,
    operation: &Operation,
    is_known: bool,
) -> Result<bool, StoreError> {
    match signer.role {
        // An inspection that nobody knows yet is one that this technician starts.
        Role::Technician if !is_known => Ok(true),
        Role::Technician => access::is_granted(tx, org, signer.user, operation.header.inspection),
        // A review is about something; an assignment may be the beginning.
        Role::Reviewer => Ok(is_known),
        Role::Admin => Ok(is_known || operation.header.lane == field_domain::Lane::Assignment),
    }
}
