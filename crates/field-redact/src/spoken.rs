//! Numbers and codes said in words: `five five five`, `double seven`, `fifty-five`, `delta romeo`.

use arrayvec::ArrayString;

use crate::lexicon::{Traits, WordMap, WordSet, Words, w, words};
use crate::scene::{Chunk, Scene, Shape, gaps};

/// Most words of one spoken code; a card number needs 19, with fillers 40.
const WORDS_MAX: usize = 48;

/// Most letters and digits of one spoken code: a word says four at most (`2131`, three times a digit,
/// `thousand`).
const CODE_MAX: usize = WORDS_MAX * 4;

/// A code while it is read; most beginnings lead to none.
type Code = ArrayString<CODE_MAX>;

/// A run of words that say digits and letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SpokenRun {
    /// The first chunk.
    pub(crate) first: usize,
    /// The last chunk.
    pub(crate) last: usize,
    /// What was said, digits and capital letters.
    pub(crate) code: String,
    /// How many words of it are numbers in words.
    pub(crate) number_words: usize,
    /// How many words of it are letters of the NATO alphabet.
    pub(crate) natos: usize,
    /// Whether the speaker mended it: its length then says little.
    pub(crate) is_mended: bool,
    /// Whether thousands were said: it is rather an amount.
    pub(crate) has_thousand: bool,
}

impl SpokenRun {
    /// Whether digits alone were said.
    pub(crate) fn is_number(&self) -> bool {
        self.code.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// What a word says as a number, made when the program is: most words of a code are looked up here.
static NUMBERS: WordMap<128> = WordMap::of(&[
    (0, words!["zero" "oh" "o" "nought" "naught"]),
    (1, words!["one"]),
    (2, words!["two"]),
    (3, words!["three"]),
    (4, words!["four"]),
    (5, words!["five"]),
    (6, words!["six"]),
    (7, words!["seven"]),
    (8, words!["eight"]),
    (9, words!["nine" "niner"]),
    (10, words!["ten"]),
    (11, words!["eleven"]),
    (12, words!["twelve"]),
    (13, words!["thirteen"]),
    (14, words!["fourteen"]),
    (15, words!["fifteen"]),
    (16, words!["sixteen"]),
    (17, words!["seventeen"]),
    (18, words!["eighteen"]),
    (19, words!["nineteen"]),
    (20, words!["twenty"]),
    (30, words!["thirty"]),
    (40, words!["forty" "fourty"]),
    (50, words!["fifty"]),
    (60, words!["sixty"]),
    (70, words!["seventy"]),
    (80, words!["eighty"]),
    (90, words!["ninety"]),
]);

/// The letter of a word of the NATO alphabet: its first one.
fn nato(scene: &Scene<'_>, index: usize) -> Option<char> {
    let is_nato = scene.traits(index).any(Traits::NATO);
    is_nato
        .then(|| scene.word(index).chars().next())
        .flatten()
        .map(|letter| letter.to_ascii_uppercase())
}

/// What stands between two words of one spoken code.
fn is_pause(scene: &Scene<'_>, index: usize) -> bool {
    scene.gap_in(index, gaps![" " "-" ", " "," " - " "  " "... " "\n" ". " "." ",  " " -- " "; "])
}

/// How many words at chunk `index` are said between the digits of one number: `uh`, `dash`, and what
/// mends a slip of the tongue (`no sorry`, `make that`). 0 if none is.
fn filler(scene: &Scene<'_>, index: usize) -> usize {
    /// Single words.
    const FILLERS: &Words = words![
        "uh" "um" "er" "erm" "ah" "uhh" "umm" "hmm" "dash" "hyphen" "space" "then" "sorry" "wait"
        "no" "correction" "actually" "rather" "oops" "like" "and" "is" "its" "comma" "period"
        "break" "again" "excuse" "me" "i" "mean" "make" "that" "it" "s" "wrong" "let" "see"
    ];
    /// Most of them in a row.
    const MOST: usize = 5;
    let count = (index..index + MOST).take_while(|at| scene.is_any(*at, FILLERS)).count();
    let goes_on = scene.traits(index + count).any(Traits::NUMBER.with(Traits::NATO))
        || scene.chunks.get(index + count).is_some_and(|chunk| {
            chunk.shape == Shape::Digits && chunk.len() <= 4 || chunk.is_word() && chunk.len() == 1
        });
    let is_mended = count > 0
        && scene.is_any(index, MENDERS)
        && (!scene.is(index, w!("i")) || scene.is(index + 1, w!("mean")));
    let is_plain = count > 0 && (index..index + count).all(|at| scene.is_any(at, PAUSES));
    if goes_on && (is_plain || is_mended) { count } else { 0 }
}

/// Words that only fill a pause.
const PAUSES: &Words =
    words!["uh" "um" "er" "erm" "ah" "uhh" "umm" "hmm" "dash" "hyphen" "space" "then" "comma"];

/// Words with which a mended number begins.
const MENDERS: &Words = words![
    "no" "sorry" "wait" "correction" "actually" "rather" "oops" "make" "i" "uh" "um" "er" "excuse"
];

/// How many words explain the letter at `index`: `b as in boy`, `b for bravo`, `b like boy`.
pub(crate) fn explained(scene: &Scene<'_>, index: usize) -> usize {
    let is_as_in = scene.is(index + 1, w!("as")) && scene.is(index + 2, w!("in"));
    let meant = if is_as_in {
        index + 3
    } else if scene.is_any(index + 1, words!["for" "like" "as"]) {
        index + 2
    } else {
        return 0;
    };
    let same = |at: usize| scene.word(at).chars().next().map(|letter| letter.to_ascii_lowercase());
    let is_plain = (index..meant).all(|at| is_pause(scene, at));
    if is_plain && same(meant) == same(index) { meant - index } else { 0 }
}

/// Whether the `a` or `i` at `index` stands among letters and numbers rather than words.
fn is_among_codes(scene: &Scene<'_>, index: usize, last_read: Option<usize>) -> bool {
    let is_code = |at: usize| {
        scene.chunks.get(at).is_some_and(|chunk| {
            chunk.len() == 1 || chunk.traits.any(Traits::NUMBER.with(Traits::NATO))
        })
    };
    let is_last = !scene.gap_in(index, gaps![" " "-" ", "]) || scene.chunks.len() == index + 1;
    is_code(index + 1)
        || last_read.is_some()
            && (is_last || scene.is_any(index + 1, words!["dash" "hyphen" "and"]))
}

/// Whether a spoken code can begin at chunk `first`: by a number in words, or by something else that the
/// next word goes on. Most numbers and letters of a note stand alone, which is quick to see.
fn may_begin(scene: &Scene<'_>, first: usize) -> bool {
    /// What else can go on a code: fillers, and words that explain a letter.
    static GOING_ON: WordSet<128> =
        WordSet::of(&[PAUSES, MENDERS, words!["as" "for" "like" "ray" "hundred" "thousand"]]);
    let goes_on = |next: &Chunk| {
        next.traits.any(Traits::NUMBER.with(Traits::NATO))
            || next.shape == Shape::Digits && next.len() <= 4
            || next.len() == 1
            || GOING_ON.has(next.word)
    };
    let Some(chunk) = scene.chunks.get(first) else { return false };
    chunk.traits.any(Traits::NUMBER)
        || chunk.word == w!("o")
        || scene.chunks.get(first + 1).is_some_and(goes_on)
}

/// Reads the spoken code that begins at chunk `first`, if one does.
pub(crate) fn run_at(scene: &Scene<'_>, first: usize) -> Option<SpokenRun> {
    run_within(scene, first, usize::MAX)
}

/// Reads the spoken code that begins at chunk `first`, if one does with at most `longest` digits and letters.
pub(crate) fn run_within(scene: &Scene<'_>, first: usize, longest: usize) -> Option<SpokenRun> {
    if !may_begin(scene, first) {
        return None;
    }
    let mut code = Code::new_const();
    let mut run = SpokenRun { first, last: first, ..SpokenRun::default() };
    let mut index = first;
    let mut last_read: Option<usize> = None;
    let (mut letters, mut natos, mut fillers, mut tens_open) = (0, 0, 0, false);
    let mut times = 1;
    while index < scene.chunks.len() && index - first < WORDS_MAX {
        if let Some(last) = last_read
            && !(last..index).all(|at| is_pause(scene, at))
        {
            break;
        }
        let chunk = scene.chunks.get(index)?;
        // Words that say a number do not go on in digits behind a full stop, nor digits in words.
        if last_read.is_some_and(|last| {
            scene.gap_in(index - 1, gaps![". "])
                && scene.chunks.get(last).is_some_and(|before| before.shape != chunk.shape)
        }) {
            break;
        }
        let word = chunk.word;
        let times_now = std::mem::replace(&mut times, 1);
        let was_open = std::mem::replace(&mut tens_open, false);
        let mut end = index;
        let is_number = chunk.traits.any(Traits::NUMBER) || word == w!("o");
        let number = if is_number { NUMBERS.get(word) } else { None };
        if let Some(value) = number.filter(|value| *value < 10) {
            // `fifty five` is one number, `fifty oh five` is not.
            if was_open && value > 0 {
                code.pop();
            }
            for _ in 0..times_now {
                say_digit(&mut code, value);
            }
            run.number_words += 1;
        } else if let Some(value) = number {
            tens_open = value >= 20;
            say_digit(&mut code, value / 10);
            say_digit(&mut code, value % 10);
            run.number_words += 1;
        } else if word == w!("double") || word == w!("triple") || word == w!("treble") {
            times = if word == w!("double") { 2 } else { 3 };
            run.number_words += 1;
            index += 1;
            continue;
        } else if word == w!("kilo")
            && run.number_words > 0
            && run.natos + natos == 0
            && !scene.traits(index + 1).any(Traits::NATO)
        {
            break;
        } else if word == w!("hundred") && last_read.is_some() {
            say_letters(&mut code, "00");
            run.number_words += 1;
        } else if word == w!("thousand") && last_read.is_some() {
            say_letters(&mut code, "000");
            run.number_words += 1;
            run.has_thousand = true;
        } else if chunk.shape == Shape::Digits && chunk.len() <= 4 {
            say_letters(&mut code, scene.word(index));
        } else if word == w!("x")
            && scene.gap_in(index, gaps!["-" " "])
            && scene.is(index + 1, w!("ray"))
        {
            say_letters(&mut code, "X");
            natos += 1;
            end = index + 1;
        } else if chunk.is_word() && chunk.len() == 1 && explained(scene, index) > 0 {
            say_letters(&mut code, scene.word(index));
            natos += 2;
            end = index + explained(scene, index);
        } else if last_read.is_some() && filler(scene, index) > 0 {
            fillers += 1;
            run.is_mended |= !scene.is_any(index, PAUSES) || filler(scene, index) > 1;
            index += filler(scene, index);
            continue;
        } else if let Some(letter) = nato(scene, index) {
            say(&mut code, letter);
            natos += 1;
        } else if chunk.is_word()
            && chunk.len() == 1
            && !((word == w!("a") || word == w!("i")) && !is_among_codes(scene, index, last_read))
            && !scene.gap_before(index).ends_with('\'')
        {
            say_letters(&mut code, scene.word(index));
            letters += 1;
        } else {
            break;
        }
        last_read = Some(end);
        index = end + 1;
        // A digit at its end may still be taken back.
        if code.len() > longest.saturating_add(1) {
            return None;
        }
    }
    run.last = last_read.filter(|_| code.len() <= longest)?;
    run.natos = natos;
    let is_said = run.number_words >= 1 || natos >= 2 || letters >= 2;
    let is_single_digits = run.last - first >= 4 && code.len() == run.last - first + 1;
    let is_broken = fillers > 0 && code.len() >= 7;
    (is_said || is_single_digits || is_broken)
        .then(|| SpokenRun { code: code.as_str().to_owned(), ..run })
}

/// Adds a digit, a letter or a sign to a code, which has room for what its words can say.
fn say(code: &mut Code, letter: char) {
    debug_assert!(code.remaining_capacity() >= letter.len_utf8(), "a word says four at most");
    let _ = code.try_push(letter);
}

fn say_digit(code: &mut Code, digit: u8) {
    say(code, char::from(b'0' + digit % 10));
}

fn say_letters(code: &mut Code, letters: &str) {
    for letter in letters.chars() {
        say(code, letter.to_ascii_uppercase());
    }
}

/// Every spoken run, left to right, none inside another.
pub(crate) fn runs(scene: &Scene<'_>) -> Vec<SpokenRun> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < scene.chunks.len() {
        let Some(chunk) = scene.chunks.get(index) else { break };
        // The `s` of `it's`, and the letters of a cue (`v i n`), begin no code.
        let is_letter = chunk.len() == 1
            && (chunk.shape == Shape::Digits
                || !scene.gap_before(index).ends_with('\'') && !scene.sure_cue_holds(chunk.start));
        let may_begin = chunk.traits.any(Traits::NUMBER.with(Traits::NATO))
            || chunk.shape == Shape::Digits && chunk.len() <= 4
            || is_letter;
        match may_begin.then(|| run_at(scene, index)).flatten() {
            Some(run) => {
                index = run.last + 1;
                found.push(run);
            }
            None => index += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cues::CueFinder;
    use crate::lexicon::Lexicon;

    fn code(text: &str) -> Option<String> {
        let (lexicon, cues) = (Lexicon::new(), CueFinder::new());
        let scene = Scene::new(text, &lexicon, &cues, None);
        run_at(&scene, 0).map(|run| run.code)
    }

    #[test]
    fn spoken_numbers_become_digits() {
        for (said, expected) in [
            ("five five five oh one four two", "5550142"),
            ("fifty-five oh one forty two", "550142"),
            ("double seven two triple zero", "772000"),
            ("nineteen eighty two", "1982"),
            ("2 1 2, 5 5 5, 0 1 4 2", "2125550142"),
            ("delta romeo alpha three nine", "DRA39"),
            ("five hundred", "500"),
            ("five oh one nine no sorry eight nine", "501989"),
            ("k as in kilo j for john four", "KJ4"),
        ] {
            assert_eq!(code(said).as_deref(), Some(expected), "{said}");
        }
    }

    #[test]
    fn ordinary_words_are_no_code() {
        for said in ["a valve is open", "I think so", "hotel lobby"] {
            assert_eq!(code(said), None, "{said}");
        }
    }
}
