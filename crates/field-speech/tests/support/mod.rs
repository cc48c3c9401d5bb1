//! What the tests of this crate share: the models, counting wrong words, and noises.

pub mod noises;

use field_models::{Model, ModelFolder};
use field_speech::{Aligner, SpeechEngine};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// The engine, loaded once and lent to one test at a time, or `None` with a printed reason where the
/// model files are not on this machine.
pub fn engine() -> Option<MutexGuard<'static, SpeechEngine>> {
    static ENGINE: OnceLock<Option<Mutex<SpeechEngine>>> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| load().map(Mutex::new)).as_ref()?;
    Some(engine.lock().unwrap_or_else(PoisonError::into_inner))
}

fn load() -> Option<SpeechEngine> {
    or_skipped(SpeechEngine::new(&models()?, Model::SpeechTinyEn))
}

/// What finds the times of words, or `None` as for the engine.
pub fn aligner() -> Option<Aligner> {
    or_skipped(Aligner::load(&models()?))
}

fn models() -> Option<ModelFolder> {
    let dir = setting("FIELDPROOF_MODELS")
        .or_else(|| Some(setting("HOME")?.join(".cache/fieldproof/models")))?;
    Some(ModelFolder::new(dir))
}

fn or_skipped<T>(outcome: Result<T, impl std::fmt::Display>) -> Option<T> {
    let skipped =
        |error| eprintln!("skipped: {error}; `cargo xtask models` fetches the model files");
    outcome.map_err(skipped).ok()
}

/// A folder that is named in the environment.
#[expect(clippy::disallowed_methods, reason = "a test is a program of its own and has no main")]
pub fn setting(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from)
}

/// Words in lower case without punctuation, numbers as digits: "Fifty-one" and "51" are the same, and
/// so are "nine fifteen" and "915".
pub fn plain_words(text: &str) -> Vec<String> {
    let spoken = text.replace('-', " ");
    let mut words: Vec<String> = Vec::new();
    for word in spoken.split_whitespace() {
        let ends_phrase = word.ends_with(['.', ',']);
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let word = one_spelling(&word.to_lowercase());
        match words.last_mut() {
            Some(last) if is_number(last) && is_number(&word) => append_number(last, &word),
            _ if word.is_empty() => {}
            _ => words.push(word),
        }
        if ends_phrase && words.last().is_some_and(|last| is_number(last) && last.len() < 3) {
            // "… number two. Fifty …" are two numbers; a telephone number goes on after its comma.
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// "50" and "1" are 51; "9" and "15" are 915; "5", "5" and "5" are 555.
fn append_number(last: &mut String, next: &str) {
    if last.len() == 2 && last.ends_with('0') && next.len() == 1 {
        last.pop();
    }
    last.push_str(next);
}

fn one_spelling(word: &str) -> String {
    const NUMBERS: [(&str, &str); 30] = [
        ("zero", "0"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("eleven", "11"),
        ("twelve", "12"),
        ("thirteen", "13"),
        ("fourteen", "14"),
        ("fifteen", "15"),
        ("sixteen", "16"),
        ("seventeen", "17"),
        ("eighteen", "18"),
        ("nineteen", "19"),
        ("twenty", "20"),
        ("thirty", "30"),
        ("forty", "40"),
        ("fifty", "50"),
        ("sixty", "60"),
        ("seventy", "70"),
        ("eighty", "80"),
        ("ninety", "90"),
        ("second", "2nd"),
        ("meters", "metres"),
    ];
    let same = NUMBERS.iter().find(|(name, _)| *name == word);
    same.map_or_else(|| word.to_owned(), |(_, spelling)| (*spelling).to_owned())
}

/// How many words have to be changed, added or taken away to turn `heard` into `said`.
pub fn wrong_words(said: &[String], heard: &[String]) -> usize {
    let mut costs: Vec<usize> = (0..=heard.len()).collect();
    for (row, word) in said.iter().enumerate() {
        let mut diagonal = row;
        costs[0] = row + 1;
        for (column, other) in heard.iter().enumerate() {
            let changed = diagonal + usize::from(word != other);
            diagonal = costs[column + 1];
            costs[column + 1] = changed.min(diagonal + 1).min(costs[column] + 1);
        }
    }
    costs.last().copied().unwrap_or(0)
}
