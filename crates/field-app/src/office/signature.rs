//! Signing an inspection: strokes and name stay here, a token leaves.

use field_clearance::{Look, TextDecision, TextSource};
use field_contract::items::Saved;
use field_contract::signatures::{SignatureArgs, SignatureSaveArgs, SignatureStrokes};
use field_contract::{ErrorCode, Topic};
use field_domain::{Label, Raw};
use field_log::{Change, Target};
use field_store::signatures::{self, SignatureRow};

use crate::app::App;
use crate::error::{self, Result};
use crate::redaction::clear::{self, Looked, Stop, TextClearer};
use crate::{edit, log};

/// Longest name of a signer, in characters.
const NAME_CHARS_MAX: usize = 200;
/// Most points of one signature: half a minute of writing at 120 points a second.
const POINTS_MAX: usize = 4_000;

/// Signs what stands now.
///
/// # Errors
/// `Invalid` if the name is empty or too long or the strokes are not on the pad, `NotReady` while
/// texts or photos wait for a look (a signature must cover them), `AlreadySubmitted`.
pub fn save(app: &App, args: SignatureSaveArgs) -> Result<Saved> {
    let name = args.signer_name.trim().to_owned();
    let points = args.strokes.iter().flatten();
    let is_on_pad = points
        .clone()
        .all(|point| (0.0..=1.0).contains(&point.x) && (0.0..=1.0).contains(&point.y));
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(error::of(ErrorCode::Invalid, "the signer's name is empty or too long"));
    }
    if !is_on_pad || points.count() > POINTS_MAX {
        return Err(error::of(ErrorCode::Invalid, "the strokes are not a signature"));
    }
    let opened = app.opened()?;
    let account = opened.signed_in()?;
    edit::check_editable(&opened.reader(), args.inspection)?;
    clear::pending(app, args.inspection, 0)?;
    let (waiting, working) = crate::redaction::counts(&opened.reader(), &opened, args.inspection)?;
    if waiting + working > 0 {
        return Err(error::of(ErrorCode::NotReady, "texts or photos wait for a look"));
    }
    let at = app.now();
    let strokes = serde_json::to_string(&args.strokes)
        .map_err(|_| error::of(ErrorCode::Invalid, "the strokes cannot be kept"))?;
    opened.write(|tx| {
        edit::check_editable(tx, args.inspection)?;
        let row =
            SignatureRow { meaning: args.meaning, signer: name.clone(), strokes, signed_at: at };
        signatures::put(tx, args.inspection, &row)?;
        let view = edit::view(tx, args.inspection)?;
        // The whole name is personal whatever the engine thinks of it; the signer is looking.
        let whole = TextDecision::Add { start: 0, end: name.len(), label: Label::Person };
        // A name that the engine has no rules for is removed whole like any other.
        let looked = Looked::ByHand(Look { user: account.user, at });
        let mut texts = TextClearer::new(tx, &opened, args.inspection, looked)?;
        let signer = texts.clear(&Raw::new(name.clone()), TextSource::Typed, &[whole]);
        let signer = signer.map_err(|stop| match stop {
            Stop::Waits => error::of(ErrorCode::Withheld, "the engine could not judge the name"),
            Stop::Failed(failure) => failure,
        })?;
        texts.keep(tx, args.inspection)?;
        let change =
            Change::Signed { signer, meaning: args.meaning, at, heads_root: view.heads_root() };
        let base = view.base(Target::Signature(args.meaning));
        log::append(tx, &opened, args.inspection, base, change, None, at)?;
        Ok(())
    })?;
    app.changed(&[Topic::Items, Topic::Inspections, Topic::Sync]);
    Ok(Saved { at })
}

/// The strokes of a signature that was given on this device.
///
/// # Errors
/// `NotFound` if there are none here.
pub fn strokes(app: &App, args: SignatureArgs) -> Result<SignatureStrokes> {
    let opened = app.opened()?;
    let rows = signatures::list(&opened.reader(), args.inspection)?;
    let row = rows
        .iter()
        .find(|row| row.meaning == args.meaning)
        .ok_or_else(|| error::of(ErrorCode::NotFound, "no such signature on this device"))?;
    let strokes = serde_json::from_str(&row.strokes)
        .map_err(|_| error::of(ErrorCode::StoreDamaged, "a signature cannot be read"))?;
    Ok(SignatureStrokes { strokes })
}
