//! What would be removed from a text while it is typed.

use field_contract::ErrorCode;
use field_contract::items::{TextPreview, TextPreviewArgs};
use field_domain::Raw;

use super::save::TEXT_CHARS_MAX;
use crate::app::App;
use crate::error::{self, Result};
use crate::redaction;

/// Shows what would leave of a text that is being typed. Nothing is kept, no token number either.
///
/// # Errors
/// `Invalid` if the text is too long, `Withheld` if the engine cannot judge it.
pub fn preview_text(app: &App, args: TextPreviewArgs) -> Result<TextPreview> {
    if args.text.chars().count() > TEXT_CHARS_MAX {
        return Err(error::of(ErrorCode::Invalid, "the text is too long"));
    }
    let opened = app.opened()?;
    let text = Raw::new(args.text.clone());
    let rules = &opened.policy().rules;
    let redacted =
        redaction::clear::preview(&opened.reader(), &opened, rules, args.inspection, &text)?;
    Ok(TextPreview {
        spans: redaction::span_views(&args.text, redacted.ledger(), rules),
        redacted: redacted.segments().clone(),
    })
}
