//! When each piece of a redacted transcript was said.

use field_domain::{Segment, Segments, Word};

/// How far ahead a word of the text is looked for among the words that were heard: a person strikes out or
/// rewrites a sentence at a time, of some 20 words.
const LOOK_AHEAD_WORDS: usize = 24;

/// When each piece of `text` was said: one time for each run of letters without white space in its texts and
/// for each stand-in, in order, never falling. Empty if nothing of the text was heard.
///
/// Words that a person changed and stand-ins take the time at which the last known word before them was
/// over. Nothing but these numbers leaves.
pub(crate) fn starts_ms(text: &Segments, heard: &[Word]) -> Vec<u32> {
    let pieces: Vec<Option<String>> = text.0.iter().flat_map(pieces_of).collect();
    let mut starts = Vec::with_capacity(pieces.len());
    let (mut next, mut is_known) = (0, false);
    let mut latest_ms = heard.first().map_or(0, |word| word.start_ms);
    for (index, piece) in pieces.iter().enumerate() {
        let after = pieces.get(index + 1).and_then(Option::as_deref);
        if let Some(at) = piece.as_deref().and_then(|piece| place_of(piece, after, heard, next)) {
            let word = heard.get(at);
            latest_ms = word.map_or(latest_ms, |word| word.start_ms.max(latest_ms));
            starts.push(latest_ms);
            latest_ms = word.map_or(latest_ms, |word| word.end_ms.max(latest_ms));
            (next, is_known) = (at + 1, true);
        } else {
            starts.push(latest_ms);
        }
    }
    if is_known { starts } else { Vec::new() }
}

/// The pieces of a segment as words are compared; none for a stand-in.
fn pieces_of(segment: &Segment) -> Vec<Option<String>> {
    match segment {
        Segment::Text(text) => text.split_whitespace().map(|word| Some(plain(word))).collect(),
        Segment::Token(_) | Segment::Mask(_) | Segment::Coarse(_) => vec![None],
    }
}

/// Where a piece was heard, from `next` on. Away from the next word a common word proves little, so
/// the piece after it has to be there as well.
fn place_of(piece: &str, after: Option<&str>, heard: &[Word], next: usize) -> Option<usize> {
    let is_at = |at: usize, piece: &str| {
        !piece.is_empty() && heard.get(at).is_some_and(|word| plain(&word.text) == piece)
    };
    (next..(next + LOOK_AHEAD_WORDS).min(heard.len())).find(|at| {
        is_at(*at, piece) && (*at == next || after.is_some_and(|after| is_at(at + 1, after)))
    })
}

fn plain(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use field_domain::{Label, Token};

    /// Words of 100 ms each, a pause of 100 ms behind each.
    fn heard(text: &str) -> Vec<Word> {
        (0_u32..)
            .zip(text.split(' '))
            .map(|(at, word)| Word {
                text: word.into(),
                start_ms: at * 200,
                end_ms: at * 200 + 100,
                confidence: 1.0,
            })
            .collect()
    }

    fn text(text: &str) -> Segment {
        Segment::Text(text.into())
    }

    fn person() -> Segment {
        Segment::Token(Token { label: Label::Person, number: 1 })
    }

    #[test]
    fn words_keep_their_times_and_a_stand_in_begins_where_the_word_before_it_ended() {
        let heard = heard("The cook Maria Jensen has the key.");
        let redacted = Segments(vec![text("The cook "), person(), text(" has the key.")]);
        assert_eq!(starts_ms(&redacted, &heard), [0, 200, 300, 800, 1000, 1200]);
    }

    #[test]
    fn what_a_person_rewrote_or_struck_out_moves_no_other_word() {
        let heard = heard("The color is warm and the door is open today");
        let rewritten = Segments(vec![text("The cooler is warm. Door is open today")]);
        assert_eq!(
            starts_ms(&rewritten, &heard),
            [0, 100, 400, 600, 1200, 1400, 1600, 1800],
            "the new word takes the place of the old, the rest keeps its times"
        );
    }

    #[test]
    fn a_text_of_its_own_has_no_times() {
        assert!(
            starts_ms(&Segments(vec![text("Typed later")]), &heard("nothing alike")).is_empty()
        );
        assert!(starts_ms(&Segments(vec![text("Typed later")]), &[]).is_empty());
        assert!(starts_ms(&Segments(vec![]), &heard("something")).is_empty());
    }
}

#[cfg(test)]
mod use_case {
    use field_contract::recordings::TranscriptSaveArgs;
    use field_contract::redaction::{Subject, TextDecideArgs};
    use field_domain::{Segment, Word};
    use field_log::Change;
    use field_store::operations;
    use field_store::recordings::{self as rows, RecordingRow, RecordingState};

    use crate::test_bench::Bench;
    use crate::{recordings, redaction};

    #[test]
    fn the_office_reads_the_accepted_text_with_its_times_and_without_its_names() {
        const SAID: &str = "The cook Daniel Porter has the key.";
        let bench = Bench::new(1);
        let inspection = bench.inspection();
        let recording = bench.recording(inspection);
        let words = (0_u32..)
            .zip(SAID.split(' '))
            .map(|(at, word)| Word {
                text: word.into(),
                start_ms: at * 200,
                end_ms: at * 200 + 100,
                confidence: 1.0,
            })
            .collect();
        let opened = bench.app.opened().expect("is open");
        opened
            .write(|tx| {
                let row = rows::get(tx, recording)?.expect("it was attached");
                let row = RecordingRow { words, state: RecordingState::Ready, ..row };
                Ok(rows::update(tx, &row)?)
            })
            .expect("written");
        let text = SAID.to_owned();
        let args = TranscriptSaveArgs { inspection, recording, text, is_accepted: true };
        recordings::save_transcript(&bench.app, args).expect("accepted");
        let args = TextDecideArgs {
            inspection,
            subject: Subject::Transcript { recording },
            original: SAID.to_owned(),
            decisions: Vec::new(),
        };
        redaction::approve_text(&bench.app, args).expect("approved");

        let log = operations::of_inspection(&opened.reader(), inspection).expect("readable");
        let transcript = log
            .iter()
            .find_map(|operation| match operation.payload.as_ref().map(|payload| &payload.change) {
                Some(Change::TranscriptSet { fields, .. }) => Some(fields.clone()),
                _ => None,
            })
            .expect("it is in the log");
        let is_token = |segment: &&Segment| matches!(segment, Segment::Token(_));
        assert_eq!(transcript.text.0.iter().filter(is_token).count(), 1, "a name");
        assert_eq!(transcript.starts_ms, [0, 200, 300, 800, 1000, 1200]);
    }
}
