//! The inspected site's own address: it stays, however it is shortened or said.

use field_domain::Label;

use crate::budget::Budget;
use crate::error::Withheld;
use crate::find::Found;
use crate::job_record::JobRecord;
use crate::lexicon::{Traits, Word, w};
use crate::resolve::Kept;
use crate::scene::{Scene, Shape, plain_chunks};
use crate::spoken;

/// Words of an address that are written short, with what they stand for.
///
/// Source: the commonest rows of USPS Publication 28, appendices B, C1 and C2.
const SHORT: [(Word, Word); 26] = [
    (w!("st"), w!("street")),
    (w!("str"), w!("street")),
    (w!("ave"), w!("avenue")),
    (w!("av"), w!("avenue")),
    (w!("rd"), w!("road")),
    (w!("blvd"), w!("boulevard")),
    (w!("dr"), w!("drive")),
    (w!("ln"), w!("lane")),
    (w!("ct"), w!("court")),
    (w!("cir"), w!("circle")),
    (w!("ter"), w!("terrace")),
    (w!("pl"), w!("place")),
    (w!("pkwy"), w!("parkway")),
    (w!("hwy"), w!("highway")),
    (w!("sq"), w!("square")),
    (w!("ste"), w!("suite")),
    (w!("apt"), w!("apartment")),
    (w!("bldg"), w!("building")),
    (w!("n"), w!("north")),
    (w!("s"), w!("south")),
    (w!("e"), w!("east")),
    (w!("w"), w!("west")),
    (w!("ne"), w!("northeast")),
    (w!("nw"), w!("northwest")),
    (w!("se"), w!("southeast")),
    (w!("sw"), w!("southwest")),
];

/// The address of the site as words, with its house number apart.
struct SiteAddress {
    /// The name stands before and behind the address: `12 Quay St, Harbour Grill` reads as a street and a town.
    words: Vec<Word>,
    /// The first word with a digit, which is the house.
    house: Word,
}

impl SiteAddress {
    /// None if the address has no house number: then nothing tells it from the street of somebody.
    fn of(job: &JobRecord) -> Option<Self> {
        let chunks = plain_chunks(&job.site_address);
        let has_digit = |shape| matches!(shape, Shape::Digits | Shape::Mixed);
        let house = chunks.iter().find(|chunk| has_digit(chunk.shape))?.word;
        let name = plain_chunks(&job.site_name);
        let words = name.iter().chain(&chunks).chain(&name);
        Some(Self { words: words.map(|chunk| whole(chunk.word)).collect(), house })
    }

    /// Whether `words` are words of it in their order, the house and one more at least.
    fn has(&self, words: &[Word]) -> bool {
        let mut own = self.words.iter();
        let is_part = words.iter().all(|word| own.any(|one| one == word));
        is_part && words.len() > 1 && words.contains(&self.house)
    }
}

/// The places in `found` that are the address of the job's site. A flat that the record does not name is
/// somebody's, and so is another house of the street.
pub(crate) fn addresses(
    scene: &Scene<'_>,
    job: &JobRecord,
    found: &[Found],
    budget: &mut Budget,
) -> Result<Vec<Kept>, Withheld> {
    let Some(site) = SiteAddress::of(job).filter(|_| !job.is_site_personal) else {
        return Ok(Vec::new());
    };
    let mut kept = Vec::new();
    for hit in found.iter().filter(|hit| hit.label == Label::Address) {
        let words = words_of(scene, hit);
        budget.spend(words.len() + site.words.len())?;
        if site.has(&words) {
            kept.push((hit.start, hit.end));
        }
    }
    Ok(kept)
}

/// The words of a found place, none short, and a number that was said as the digits that were meant.
fn words_of(scene: &Scene<'_>, hit: &Found) -> Vec<Word> {
    let (mut index, end) = (scene.chunk_from(hit.start), scene.chunk_from(hit.end));
    let mut words = Vec::new();
    while index < end {
        // `OH` before a code is a state, no digit.
        let is_said = scene
            .chunks
            .get(index)
            .is_some_and(|chunk| chunk.traits.any(Traits::NUMBER) && chunk.shape != Shape::Upper);
        let run = Some(index)
            .filter(|_| is_said)
            .and_then(|at| spoken::run_at(scene, at))
            .filter(|run| run.is_number() && run.last < end);
        if let Some(run) = run {
            words.push(Word::of(&run.code));
            index = run.last + 1;
        } else {
            words.extend(scene.chunks.get(index).map(|chunk| whole(chunk.word)));
            index += 1;
        }
    }
    words
}

fn whole(word: Word) -> Word {
    SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, whole)| *whole)
}
