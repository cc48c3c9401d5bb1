//! What stays readable: the phrases of the job, and what is a rendered token already.

use field_domain::Label;

use super::{Kind, Wanted, words_at};
use crate::budget::Budget;
use crate::error::Withheld;
use crate::job_record::JobRecord;
use crate::lexicon::Word;
use crate::resolve::Kept;
use crate::scene::{Scene, plain_chunks};

/// The ranges that stay: the phrases of the job, and what is a rendered token already.
pub(crate) fn ranges(
    scene: &Scene<'_>,
    job: Option<&JobRecord>,
    budget: &mut Budget,
) -> Result<Vec<Kept>, Withheld> {
    let mut wanted = Wanted::default();
    for phrase in job.into_iter().flat_map(phrases) {
        let kind = Kind { label: Label::Other, score: 1.0, rule: "", wants_capital: false };
        wanted.add(&words_at(&plain_chunks(phrase)), kind, budget)?;
    }
    let mut kept = Vec::new();
    wanted.places(scene, budget, |first, last, _| {
        if let (Some(from), Some(to)) = (scene.chunks.get(first), scene.chunks.get(last)) {
            kept.push((from.start, to.end));
        }
    })?;
    for (at, _) in scene.text.match_indices('[') {
        budget.spend(Label::ALL.len())?;
        let rest = scene.slice(at + 1, scene.text.len());
        let length = Label::ALL.iter().find_map(|label| token_length(rest, label.name()));
        kept.extend(length.map(|length| (at, at + 1 + length)));
    }
    Ok(kept)
}

/// What of a job stays readable word by word; its address is compared by [`super::site_addresses`].
fn phrases(job: &JobRecord) -> impl Iterator<Item = &String> {
    let name =
        Some(&job.site_name).filter(|name| !job.is_site_personal && !is_of_person(job, name));
    job.serials.iter().chain(&job.permits).chain(name)
}

/// Whether a site is called by nothing but a name of one of the job's people: then it goes like the name.
fn is_of_person(job: &JobRecord, site: &str) -> bool {
    let people: Vec<Word> =
        job.people.iter().flat_map(|person| words_at(&plain_chunks(person))).collect();
    plain_chunks(site).iter().all(|chunk| people.contains(&chunk.word))
}

/// The length of `PERSON-1]` at the start of `rest`.
fn token_length(rest: &str, name: &str) -> Option<usize> {
    let number = rest.strip_prefix(name)?.strip_prefix('-')?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let is_token = (1..=9).contains(&digits) && number.get(digits..)?.starts_with(']');
    is_token.then_some(name.len() + 1 + digits + 1)
}
