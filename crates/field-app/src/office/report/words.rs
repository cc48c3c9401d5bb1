//! Words of the report that depend on the inspection; the fixed ones are `field_report::ReportWords`.

use field_contract::inspections::{CommentView, InspectionDetail, SignatureView};
use field_contract::office::RemovedCount;
use field_domain::{Day, InspectionState, Instant, SignatureMeaning};
use field_report::ReportWords;

/// Label of a fact.
pub(super) const ADDRESS: &str = "Address";
/// Label of a fact.
pub(super) const CONTACT: &str = "Contact";
/// Label of a fact.
pub(super) const CHECKLIST: &str = "Checklist";
/// Label of a fact.
pub(super) const HANDED_IN: &str = "Handed in";

/// The title: a code only, because it becomes metadata of the file.
pub(super) fn title(detail: &InspectionDetail) -> String {
    format!("Inspection report {}", detail.summary.site_code)
}

/// A day in words. Days are those of UTC where only a moment is known.
pub(super) fn day(day: Day) -> String {
    let written = day.to_string();
    let [year, month, date] = {
        let mut parts = written.split('-');
        [(); 3].map(|()| parts.next().unwrap_or_default())
    };
    let months = ReportWords::english().months;
    let name = month.parse::<usize>().ok().and_then(|month| months.get(month.wrapping_sub(1)));
    let name = name.map_or(month, String::as_str);
    format!("{} {name} {year}", date.trim_start_matches('0'))
}

pub(super) fn day_of(at: Instant) -> String {
    day(Day::of_utc(at))
}

/// Where the inspection stands, and since when.
pub(super) fn state_line(detail: &InspectionDetail) -> String {
    let last = |kind: &str| detail.history.iter().find(|row| row.kind == kind);
    let decided = |word: &str, kind: &str| match last(kind) {
        Some(row) => match &row.author_name {
            Some(name) => format!("{word} by {name} on {}", day_of(row.at)),
            None => format!("{word} on {}", day_of(row.at)),
        },
        None => word.to_owned(),
    };
    let line = match detail.summary.state {
        InspectionState::Assigned => "Assigned".to_owned(),
        InspectionState::Draft => "Draft".to_owned(),
        InspectionState::Submitted => match detail.submitted_at {
            Some(at) => format!("Handed in on {}", day_of(at)),
            None => "Handed in".to_owned(),
        },
        InspectionState::Returned => decided("Returned", "returned"),
        InspectionState::Approved => decided("Approved", "approved"),
    };
    if detail.has_changed_since_decision { format!("{line}, and changed since") } else { line }
}

/// Who said something, and when.
pub(super) fn byline(comment: &CommentView) -> String {
    let name = comment.author_name.as_deref().unwrap_or("Office");
    let what = if comment.is_return_reason { ", reason for the return" } else { "" };
    format!("{name}, {}{what}", day_of(comment.at))
}

/// What a signature stands for, when it was given, and whether it still holds.
pub(super) fn signature_lines(signature: &SignatureView) -> Vec<String> {
    let meaning = match signature.meaning {
        SignatureMeaning::Author => "The inspector states that this report is theirs.",
        SignatureMeaning::Received => "The person in charge received this report.",
    };
    let mut lines = vec![meaning.to_owned(), format!("Signed on {}", day_of(signature.at))];
    if signature.is_stale {
        lines.push("Something was changed after this signature.".to_owned());
    }
    lines
}

/// Items that stayed open.
pub(super) fn open_items(numbers: &[u16]) -> Option<String> {
    let list: Vec<String> = numbers.iter().map(u16::to_string).collect();
    match list.as_slice() {
        [] => None,
        [one] => Some(format!("Item {one} has no answer.")),
        many => Some(format!("{} items have no answer: {}.", many.len(), many.join(", "))),
    }
}

/// Photos whose picture has not arrived.
pub(super) fn photos_missing(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("One photo has not arrived on this device yet.".to_owned()),
        many => Some(format!("{many} photos have not arrived on this device yet.")),
    }
}

/// Photos whose file is damaged.
pub(super) fn photos_damaged(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("One photo is damaged and cannot be shown.".to_owned()),
        many => Some(format!("{many} photos are damaged and cannot be shown.")),
    }
}

/// Photos beyond what one report holds.
pub(super) fn photos_beyond(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("One photo is left out: the report holds no more.".to_owned()),
        many => Some(format!("{many} photos are left out: the report holds no more.")),
    }
}

/// Recordings are never part of a report.
pub(super) fn audio(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("The audio of one voice note stays on the device that recorded it.".to_owned()),
        many => {
            Some(format!("The audio of {many} voice notes stays on the device that recorded it."))
        }
    }
}

/// A kind of personal data and how often it was removed.
pub(super) fn removed(count: &RemovedCount) -> String {
    let kind = match count.kind.as_str() {
        super::counts::FACE => "faces in photos".to_owned(),
        super::counts::TEXT => "readable texts in photos".to_owned(),
        super::counts::MARKED => "marked places in photos".to_owned(),
        super::counts::SIGNATURE => "strokes of signatures".to_owned(),
        label => label.to_lowercase().replace('_', " "),
    };
    format!("Removed before it left the device: {kind}, {} times.", count.count)
        .replace(", 1 times.", ", once.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_people_say_them() {
        let written = |text: &str| day(text.parse().expect("a day"));
        assert_eq!(written("2026-11-03"), "3 November 2026");
        assert_eq!(written("2027-01-30"), "30 January 2027");
    }

    #[test]
    fn what_is_left_out_is_said_in_whole_sentences_or_not_at_all() {
        assert_eq!(open_items(&[]), None);
        assert_eq!(open_items(&[7]).as_deref(), Some("Item 7 has no answer."));
        let many = open_items(&[7, 12]);
        assert_eq!(many.as_deref(), Some("2 items have no answer: 7, 12."));
        assert_eq!(photos_missing(0), None);
        let one = RemovedCount { kind: "CREDIT_CARD".into(), count: 1 };
        assert_eq!(removed(&one), "Removed before it left the device: credit card, once.");
        let faces = RemovedCount { kind: super::super::counts::FACE.into(), count: 11 };
        assert_eq!(
            removed(&faces),
            "Removed before it left the device: faces in photos, 11 times."
        );
    }
}
