//! A recording as the screens show it.

use field_contract::recordings::{HeardNumber, HeardStep, RecordingView, TranscriptState};
use field_domain::raw::UiScope;
use field_domain::{ItemNo, Segments, Template, Unit};
use field_speech::{Step, StepWords};
use field_store::journal::{FieldNow, Value};
use field_store::recordings::{RecordingRow, RecordingState};

use super::{own as rows, transcribe_now};
use crate::opened::Opened;

/// What a template gives to the reading of a transcript.
pub(crate) struct ItemWords {
    /// What "degrees" means at this item.
    degrees: Option<Unit>,
    steps: StepWords,
}

impl ItemWords {
    /// The words of a template for one of its items. "Degrees" alone are those of the item's own
    /// thermometer, else those of the first one in the template: the organisation's unit.
    pub(crate) fn new(template: &Template<Segments>, item: ItemNo) -> Self {
        let is_temperature = |unit: &Unit| matches!(unit, Unit::Fahrenheit | Unit::Celsius);
        let own = template.item(item).into_iter();
        let degrees = own
            .chain(template.items())
            .filter_map(|item| Some(item.reading?.unit))
            .find(is_temperature);
        let items = template.items().map(|item| (item.number, item.name.to_string())).collect();
        Self { degrees, steps: StepWords { items } }
    }
}

/// The view of a recording, with its text as it stands: the person's own, else what was heard.
pub(crate) fn view(
    opened: &Opened,
    row: &RecordingRow,
    now: &FieldNow,
    words: &ItemWords,
) -> RecordingView {
    let (own, is_accepted) = match &now.value {
        Value::Recording { text, is_accepted, .. } => (text.expose(&UiScope).clone(), *is_accepted),
        _ => (String::new(), false),
    };
    let has_own = is_accepted || !own.is_empty();
    let text = if has_own { own } else { transcribe_now::heard(&row.words).into_exposed(&UiScope) };
    let draft = if is_accepted { "" } else { text.as_str() };
    RecordingView {
        recording: row.id,
        duration_ms: row.duration_ms,
        state: match (row.state, opened.transcribing.percent_of(row.id)) {
            (RecordingState::Recording, _) => TranscriptState::Recording,
            (RecordingState::Queued, Some(percent)) => TranscriptState::Working { percent },
            (RecordingState::Queued, None) => TranscriptState::Queued,
            (RecordingState::Ready, _) => TranscriptState::Ready,
            (RecordingState::NoSpeech, _) => TranscriptState::NoSpeech,
            (RecordingState::Failed, _) => {
                TranscriptState::Failed { code: rows::code_of(row.error_code.as_deref()) }
            }
        },
        words: row.words.clone(),
        numbers: numbers(draft, words.degrees),
        steps: field_speech::steps(draft, &words.steps).into_iter().map(step).collect(),
        text,
        is_accepted,
    }
}

fn numbers(text: &str, degrees: Option<Unit>) -> Vec<HeardNumber> {
    let units = |until: usize| {
        let count = text.get(..until).unwrap_or_default().encode_utf16().count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let shown = |number: field_speech::SpokenNumber| HeardNumber {
        start: units(number.place.start),
        end: units(number.place.end),
        written: number.written,
    };
    field_speech::numbers(text, degrees).into_iter().map(shown).collect()
}

fn step(step: Step) -> HeardStep {
    match step {
        Step::Finding { severity, text } => HeardStep::Finding { severity, text },
        Step::Photo => HeardStep::Photo,
        Step::NextItem => HeardStep::NextItem,
        Step::Mark(mark) => HeardStep::Mark { mark },
        Step::Item(item) => HeardStep::Item { item },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_numbers_count_as_the_screens_do() {
        let found = numbers("Café 🧊 reads fifty-one degrees", Some(Unit::Celsius));
        assert_eq!(found, [HeardNumber { start: 14, end: 31, written: "51 °C".to_owned() }]);
    }
}
