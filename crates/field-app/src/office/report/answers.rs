//! Answers and findings of a report.

use field_contract::inspections::{InspectionDetail, ItemState};
use field_domain::template::Item;
use field_domain::{Segments, Unit};
use field_report::{ReportAnswer, ReportFinding, ReportSection, Run, Text};

use super::photos::Album;

/// Every section with every item, answered or not.
pub(super) fn sections(detail: &InspectionDetail, album: &Album) -> Vec<ReportSection> {
    let state_of = |item: &Item<Segments>| detail.items.iter().find(|s| s.item == item.number);
    detail
        .template
        .sections
        .iter()
        .map(|section| ReportSection {
            title: Text::from(&section.title),
            answers: section.items.iter().map(|item| answer(item, state_of(item), album)).collect(),
        })
        .collect()
}

fn answer(item: &Item<Segments>, state: Option<&ItemState>, album: &Album) -> ReportAnswer {
    let notes = state.into_iter().flat_map(|state| {
        let transcripts = state.transcripts.iter().map(|transcript| &transcript.text);
        state.text.iter().chain(&state.note).chain(transcripts).map(Text::from)
    });
    let photos = state.into_iter().flat_map(|state| &state.photos).map(|photo| photo.photo);
    ReportAnswer {
        number: item.number.0,
        name: Text::from(&item.name),
        question: Text::from(&item.question),
        citations: item.citations.iter().map(Text::from).collect(),
        asks_mark: !item.marks.is_empty(),
        mark: state.and_then(|state| state.mark),
        reading: state.and_then(|state| state.reading),
        rule: item.reading,
        notes: notes.collect(),
        photos: album.places_of(photos),
    }
}

/// Every finding, as ordered in the detail: worst first.
pub(super) fn findings(detail: &InspectionDetail, album: &Album) -> Vec<ReportFinding> {
    detail
        .findings
        .iter()
        .map(|finding| {
            let fields = &finding.fields;
            let item = detail.template.item(fields.item);
            let state = detail.items.iter().find(|state| state.item == fields.item);
            ReportFinding {
                number: fields.item.0,
                title: title(item, state),
                text: Text::from(&fields.text),
                severity: fields.severity,
                citations: item
                    .map(|item| item.citations.iter().map(Text::from).collect())
                    .unwrap_or_default(),
                due: fields.due,
                is_corrected_on_site: fields.is_corrected_on_site,
                is_repeat: fields.is_repeat,
                photos: album.places_of(fields.photos.iter().copied()),
            }
        })
        .collect()
}

/// The item's name, and its reading where that is outside the limits.
fn title(item: Option<&Item<Segments>>, state: Option<&ItemState>) -> Text {
    let mut title = item.map(|item| Text::from(&item.name)).unwrap_or_default();
    if let Some(state) = state
        && let Some(reading) = state.reading.filter(|_| state.reading_excess_milli != 0)
    {
        title.0.push(Run::Plain(format!(", {}", number(reading.value_milli, reading.unit))));
    }
    title
}

/// A number of thousandths with its unit, without needless zeros.
fn number(milli: i32, unit: Unit) -> String {
    let sign = if milli < 0 { "\u{2212}" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1000, milli.unsigned_abs() % 1000);
    let fraction = format!("{rest:03}");
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction} {}", unit.sign())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_written_without_needless_zeros() {
        assert_eq!(number(51_000, Unit::Fahrenheit), "51 °F");
        assert_eq!(number(7_250, Unit::Celsius), "7.25 °C");
        assert_eq!(number(-500, Unit::Celsius), "\u{2212}0.5 °C");
        assert_eq!(number(200_050, Unit::Ppm), "200.05 ppm");
    }
}
