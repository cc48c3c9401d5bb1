//! Keys of programs and services, which say by their beginning what they are.

use field_domain::Label;

use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::lexicon::{Starts, Words, words};
use crate::scene::{Scene, Shape, gaps};

/// The beginnings that services document for their keys.
const BEGINNINGS: &[&str] = &[
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "pk_live_",
    "sk-",
    "ghp_",
    "gho_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "AKIA",
    "ASIA",
    "AIza",
    "xoxb-",
    "xoxp-",
    "xapp-",
    "eyJ",
    "npm_",
    "SG.",
    "hf_",
    "dop_v1_",
    "ya29.",
];

/// Shortest key, with its beginning.
const KEY_MIN: usize = 16;

/// Longest key that is looked at, in bytes: a signed token of a service has some hundred.
const KEY_MAX: usize = 2_000;

/// First words of those beginnings, as the text is taken apart.
pub(in crate::find) const FIRSTS: &Words = words!["sk" "rk" "pk" "ghp" "gho" "ghs" "github" "glpat" "xoxb" "xoxp" "xapp" "npm" "sg" "hf" "dop" "ya29"];

pub(super) fn find(
    scene: &Scene<'_>,
    found: &mut Vec<Found>,
    budget: &mut Budget,
) -> Result<(), Withheld> {
    let all = 0..if scene.seen.starts.any(Starts::KEY) { scene.chunks.len() } else { 0 };
    if all.is_empty() && !scene.seen.shape(Shape::Mixed) {
        return Ok(());
    }
    let written = if all.is_empty() { &scene.numerals[..] } else { &[] };
    for index in written.iter().copied().chain(all) {
        let Some(chunk) = scene.chunks.get(index) else { break };
        let is_long = chunk.shape == Shape::Mixed && chunk.len() >= KEY_MIN;
        let begins = || scene.is_any(index, FIRSTS) && scene.gap_in(index, gaps!["_" "-" "."]);
        if !(is_long || begins()) {
            continue;
        }
        budget.spend(BEGINNINGS.len())?;
        let run = scene.slice(chunk.start, scene.text.len());
        let run = run.get(..run.floor_char_boundary(KEY_MAX)).unwrap_or(run);
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.~+/=".contains(&byte);
        let length = run.bytes().take_while(|byte| is_key(*byte)).count();
        let key = run.get(..length).unwrap_or("").trim_end_matches('.');
        let digits = key.bytes().filter(u8::is_ascii_digit).count();
        if BEGINNINGS.iter().any(|beginning| key.starts_with(beginning))
            && key.len() >= KEY_MIN
            && digits >= 2
        {
            let (start, end) = (chunk.start, chunk.start + key.len());
            found.push(Found { start, end, label: Label::Secret, score: 0.9, rule: "secret_key" });
        }
    }
    Ok(())
}
