//! The engine on real sound. Skipped, with a line that says so, where the model files are not there.

mod support;

use field_speech::{
    Hints, RECORDING_MS_MAX, Samples, SpeechEngine, SpeechError, decode_audio, decode_wav,
    loose_times_of, wav_bytes,
};
use std::cell::Cell;
use std::path::Path;
use support::{noises, plain_words, wrong_words};

/// The committed notes and what is said in them.
const NOTES: [(&str, &str); 3] = [
    (
        "01-cold-room.wav",
        "The cold room reads fifty one degrees. The person in charge is Daniel Porter. His phone \
         number is 5550142. His address is 48 Garden Street.",
    ),
    (
        "02-hand-sink.wav",
        "There is no soap at the sink near the back door. I spoke with the cook, Maria Jensen. Her \
         phone number is 5550117. She lives at 912 Lake Avenue.",
    ),
    (
        "03-floor-drain.wav",
        "Water stands two inches deep below the dishwasher, because the floor drain is blocked.",
    ),
];

/// Samples in a second.
const SECOND: usize = 16_000;

fn note(file: &str) -> Samples {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo/voice").join(file);
    decode_wav(&std::fs::read(path).expect("the note is committed")).expect("and is a recording")
}

fn text_of(engine: &SpeechEngine, samples: &Samples) -> String {
    engine
        .transcribe(samples, &Hints::default(), &|| false, &mut |_| {})
        .expect("the engine runs")
        .text()
}

/// Noise that is the same at every run: a linear congruential generator.
fn noise(loudness: f32, count: usize) -> Vec<f32> {
    let mut state = 12_345_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f32::from(u16::try_from(state >> 16).expect("16 bits")) / 32_768.0 - 1.0
    };
    (0..count).map(|_| next() * loudness).collect()
}

#[test]
fn the_committed_notes_are_written_down_word_by_word() {
    let Some(engine) = support::engine() else { return };
    for (file, said) in NOTES {
        let heard = text_of(&engine, &note(file));
        let wrong = wrong_words(&plain_words(said), &plain_words(&heard));
        assert!(wrong <= 1, "{file}: {wrong} words are wrong in {heard:?}");
    }
}

#[test]
fn words_have_times_within_the_recording_and_confidences() {
    let Some(engine) = support::engine() else { return };
    let samples = note(NOTES[0].0);
    let transcript = engine
        .transcribe(&samples, &Hints::default(), &|| false, &mut |_| {})
        .expect("the engine runs");
    assert_eq!(transcript.duration_ms, samples.duration_ms(), "the length is the recording's");
    for pair in transcript.words.windows(2) {
        assert!(pair[0].start_ms <= pair[1].start_ms, "words are in the order of speech");
    }
    for word in &transcript.words {
        assert!(word.start_ms <= word.end_ms && word.end_ms <= transcript.duration_ms);
        assert!((0.0..=1.0).contains(&word.confidence), "a confidence is a share");
    }
    let street = transcript.words.iter().find(|word| word.text.starts_with("Street"));
    let street = street.expect("the last word is heard");
    assert!((9_000..=10_700).contains(&street.start_ms), "the last word starts near the end");
}

/// The model writes words there and says that they were over after 0.02 s, which ended the program once.
#[test]
fn words_that_took_no_time_end_no_program() {
    let Some(engine) = support::engine() else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds/in-noise.flac");
    let samples = decode_audio(&std::fs::read(path).expect("committed")).expect("a recording");
    let heard = engine.transcribe(&samples, &Hints::default(), &|| false, &mut |_| {});
    let words = heard.expect("the engine runs").words;
    assert!(words.last().is_none_or(|word| word.end_ms <= samples.duration_ms()));
}

/// The same sentence three times, with a second of silence between.
#[test]
fn hidden_words_are_found_to_a_few_hundredths_of_a_second() {
    let Some((engine, aligner)) = support::engine().zip(support::aligner()) else { return };
    let sentence = note(NOTES[2].0);
    let values = [sentence.values(), &vec![0.0; SECOND]].concat();
    let samples = Samples::new(values.repeat(3)).expect("there are samples");
    let heard = engine.transcribe(&samples, &Hints::default(), &|| false, &mut |_| {});
    let words = heard.expect("the engine runs").words;
    let spoken = plain_words(NOTES[2].1).len();
    assert_eq!(words.len(), 3 * spoken, "every word is heard");
    let loud = |value: &f32| value.abs() > 0.02;
    let before = sentence.values().iter().position(loud).expect("it is spoken");
    let until = sentence.values().iter().rposition(loud).expect("it is spoken");
    let ms = |at: usize| u32::try_from(at / 16).expect("some seconds");
    let second_ms = sentence.duration_ms() + 1_000;
    let times = aligner.times_of(&samples, &words, &[spoken..2 * spoken, 0..1]);
    let [middle, first] = times.as_slice() else { panic!("two ranges have two times") };
    let said = second_ms + ms(before)..second_ms + ms(until);
    assert!((said.start - 180..=said.start).contains(&middle.start), "{middle:?} for {said:?}");
    assert!((said.end..=said.end + 180).contains(&middle.end), "{middle:?} for {said:?}");
    assert!(first.start == 0 && (300..700).contains(&first.end), "\"Water\" lasts {first:?}");
}

#[test]
fn words_that_were_not_said_are_hidden_widely() {
    let Some((engine, aligner)) = support::engine().zip(support::aligner()) else { return };
    let heard = engine.transcribe(&note(NOTES[2].0), &Hints::default(), &|| false, &mut |_| {});
    let words = heard.expect("the engine runs").words;
    let hidden = [3..5, 7..8];
    let times = aligner.times_of(&note(NOTES[1].0), &words, &hidden);
    assert_eq!(times, loose_times_of(&words, &hidden), "they do not fit to another note");
    assert_eq!(aligner.times_of(&note(NOTES[1].0), &words, &[40..41, 3..3]), [], "no words");
}

#[test]
fn silence_and_noise_hold_no_words() {
    let Some(engine) = support::engine() else { return };
    let hum: Vec<f32> = noise(0.05, 8 * SECOND)
        .iter()
        .enumerate()
        .map(|(index, hiss)| if index % 320 < 160 { hiss + 0.4 } else { hiss - 0.4 })
        .collect();
    for (what, values) in [
        ("silence", vec![0.0; 10 * SECOND]),
        ("a tenth of a second", vec![0.0; SECOND / 10]),
        ("one sample", vec![0.3]),
        ("soft hiss", noise(0.01, 8 * SECOND)),
        ("loud hiss", noise(0.9, 8 * SECOND)),
        ("a motor", hum),
    ] {
        let samples = Samples::new(values).expect("there are samples");
        let heard = text_of(&engine, &samples);
        assert_eq!(heard, "", "{what}: nothing is invented");
    }
}

/// Of each kind of noise three; all 200 are measured by `FIELDPROOF_NOISES=200`.
#[test]
fn noises_of_a_place_of_work_hold_no_words() {
    let Some(engine) = support::engine() else { return };
    let count = support::setting("FIELDPROOF_NOISES")
        .and_then(|count| count.to_str()?.parse().ok())
        .unwrap_or(noises::KINDS.len() * 3);
    let mut spoken = Vec::new();
    for index in 0..count {
        let (kind, values) = noises::noise(index);
        let heard = text_of(&engine, &Samples::new(values).expect("there are samples"));
        if !heard.is_empty() {
            spoken.push(format!("{kind} ({index}): {heard}"));
        }
    }
    eprintln!("words in {} of {count} noises {spoken:#?}", spoken.len());
    assert!(spoken.len() * 50 <= count, "words in more than 2 % of the noises: {spoken:#?}");
}

/// Every kind of noise after the other, as long as a recording may be.
#[test]
fn ten_minutes_of_machines_hold_no_words() {
    let Some(engine) = support::engine() else { return };
    let mut values = Vec::new();
    let mut index = 0;
    while values.len() < RECORDING_MS_MAX as usize * (SECOND / 1000) {
        values.extend(noises::noise(index).1);
        index += 1;
    }
    let samples = Samples::new(values).expect("there are samples");
    assert_eq!(samples.duration_ms(), RECORDING_MS_MAX, "it is the longest recording");
    assert_eq!(text_of(&engine, &samples), "", "nothing is invented");
}

/// A minute of a machine, then a sentence: the sentence is heard and nothing else.
#[test]
fn a_sentence_behind_a_minute_of_a_machine_is_all_that_is_heard() {
    let Some(engine) = support::engine() else { return };
    let mut values = Vec::new();
    for index in 0..9 {
        // The compressor, at every length and loudness.
        values.extend(noises::noise(1 + index * noises::KINDS.len()).1);
    }
    let machine_ms = u32::try_from(values.len() / 16).expect("a minute");
    let spoken = note(NOTES[2].0);
    values.extend_from_slice(spoken.values());
    let samples = Samples::new(values).expect("there are samples");
    let heard =
        engine.transcribe(&samples, &Hints::default(), &|| false, &mut |_| {}).expect("it runs");
    let wrong = wrong_words(&plain_words(NOTES[2].1), &plain_words(&heard.text()));
    assert!(wrong <= 1, "got {:?}", heard.text());
    assert!(heard.words[0].start_ms + 500 >= machine_ms, "no word stands in the noise");
}

/// What recorders do to a voice: overdriven, and through a telephone.
#[test]
fn clipped_and_telephone_speech_is_written_down_or_left_out_and_never_made_up() {
    let Some(engine) = support::engine() else { return };
    let spoken = note(NOTES[2].0);
    let said = plain_words(NOTES[2].1);
    let clipped = spoken.values().iter().map(|value| (value * 8.0).clamp(-1.0, 1.0)).collect();
    let mut last = 0.0;
    let telephone = spoken
        .values()
        .chunks(2)
        .flat_map(|pair| {
            // 8 kHz: every second sample, held; the band's upper half is gone.
            last = pair.iter().sum::<f32>() / 2.0;
            [last, last]
        })
        .take(spoken.values().len())
        .collect();
    for (what, values) in [("clipped", clipped), ("telephone", telephone)] {
        let samples: Vec<f32> = values;
        let heard = text_of(&engine, &Samples::new(samples).expect("there are samples"));
        let wrong = wrong_words(&said, &plain_words(&heard));
        assert!(wrong <= 3, "{what}: {wrong} words are wrong in {heard:?}");
    }
}

#[test]
fn speech_between_long_silences_is_found_where_it_is() {
    let Some(engine) = support::engine() else { return };
    let spoken = note(NOTES[2].0);
    let mut values = vec![0.0; 20 * SECOND];
    values.extend_from_slice(spoken.values());
    values.extend(vec![0.0; 20 * SECOND]);
    values.extend_from_slice(spoken.values());
    let samples = Samples::new(values).expect("there are samples");
    let transcript = engine
        .transcribe(&samples, &Hints::default(), &|| false, &mut |_| {})
        .expect("the engine runs");
    let said = plain_words(&[NOTES[2].1, NOTES[2].1].join(" "));
    let wrong = wrong_words(&said, &plain_words(&transcript.text()));
    assert!(wrong <= 2, "both sentences are heard, got {:?}", transcript.text());
    let first = transcript.words.first().expect("words");
    assert!((19_500..=21_000).contains(&first.start_ms), "the first starts after the silence");
    let last = transcript.words.last().expect("words");
    assert!(last.start_ms > 44_000, "the last is in the second sentence");
}

#[test]
fn the_same_recording_gives_the_same_words() {
    let Some(engine) = support::engine() else { return };
    let samples = note(NOTES[1].0);
    assert_eq!(text_of(&engine, &samples), text_of(&engine, &samples), "there is no chance in it");
}

#[test]
fn a_recording_that_was_written_out_says_the_same() {
    let Some(engine) = support::engine() else { return };
    let samples = note(NOTES[2].0);
    #[expect(clippy::cast_possible_truncation, reason = "samples are within -1 and 1")]
    let whole: Vec<i16> = samples.values().iter().map(|value| (value * 32_767.0) as i16).collect();
    let again = decode_wav(&wav_bytes(&whole)).expect("our own file");
    // A sample may be one step of 65,536 off, which can move a comma.
    let said = plain_words(&text_of(&engine, &samples));
    assert_eq!(plain_words(&text_of(&engine, &again)), said, "keeping loses no word");
}

#[test]
fn it_stops_when_asked_and_tells_how_far_it_is() {
    let Some(engine) = support::engine() else { return };
    let samples = note(NOTES[0].0);
    let outcome = engine.transcribe(&samples, &Hints::default(), &|| true, &mut |_| {});
    assert!(matches!(outcome, Err(SpeechError::Cancelled)), "asked before it began");

    let asked = Cell::new(0);
    let cancel = || asked.replace(asked.get() + 1) >= 1;
    let outcome = engine.transcribe(&samples, &Hints::default(), &cancel, &mut |_| {});
    assert!(matches!(outcome, Err(SpeechError::Cancelled)), "asked after speech was found");

    let mut told = Vec::new();
    engine
        .transcribe(&samples, &Hints::default(), &|| false, &mut |share| told.push(share))
        .expect("it runs");
    assert_eq!((told.first(), told.last()), (Some(&0), Some(&100)), "from nothing to all");
    assert!(told.is_sorted(), "progress never goes back");
    assert!(samples.duration_ms() < RECORDING_MS_MAX, "a note is far below the limit");
}

/// Development data that may lie beside the repository: clips and a list of what is said in them.
#[test]
fn few_words_are_wrong_on_the_development_clips_where_they_are() {
    let Some(engine) = support::engine() else { return };
    let Some(dir) = support::setting("FIELDPROOF_SPEECH_DATA") else {
        eprintln!("skipped: FIELDPROOF_SPEECH_DATA names no folder with clips and texts.jsonl");
        return;
    };
    let list = std::fs::read_to_string(dir.join("texts.jsonl")).expect("the list is readable");
    let mut counts = std::collections::BTreeMap::<String, (usize, usize)>::new();
    for line in list.lines() {
        let clip: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let field = |name: &str| clip[name].as_str().expect("a clip has the field").to_owned();
        let bytes = std::fs::read(dir.join(field("file"))).expect("the clip is readable");
        let heard = text_of(&engine, &decode_wav(&bytes).expect("the clip is a recording"));
        let said = plain_words(&field("text"));
        let count = counts.entry(field("voice")).or_default();
        count.0 += wrong_words(&said, &plain_words(&heard));
        count.1 += said.len();
    }
    for (voice, (wrong, all)) in &counts {
        eprintln!("{voice}: {wrong} of {all} words wrong");
    }
    if let Some((wrong, all)) = counts.get("piper") {
        assert!(wrong * 100 <= all * 4, "at most 4 % of the neural voice's words are wrong");
    }
}
