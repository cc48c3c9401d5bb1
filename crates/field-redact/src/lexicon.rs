//! What the engine knows of single words: one look-up gives all of a word's traits.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;

/// Traits of a word, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Traits(u32);

impl Traits {
    pub(crate) const GIVEN: Self = Self(1);
    pub(crate) const SURNAME: Self = Self(1 << 1);
    /// An ordinary English word.
    pub(crate) const COMMON: Self = Self(1 << 2);
    /// Mr, Dr and the like.
    pub(crate) const TITLE: Self = Self(1 << 3);
    /// Owner, tenant, inspector and the like.
    pub(crate) const ROLE: Self = Self(1 << 4);
    /// A verb that persons do: said, signed, called.
    pub(crate) const ACT: Self = Self(1 << 5);
    pub(crate) const MONTH: Self = Self(1 << 6);
    pub(crate) const STREET: Self = Self(1 << 7);
    pub(crate) const DIRECTION: Self = Self(1 << 8);
    pub(crate) const STATE: Self = Self(1 << 9);
    pub(crate) const BRAND: Self = Self(1 << 10);
    pub(crate) const PLACE: Self = Self(1 << 11);
    /// Articles, pronouns, prepositions: never part of a name.
    pub(crate) const STOP: Self = Self(1 << 12);
    /// A number in words, or `double` and the like.
    pub(crate) const NUMBER: Self = Self(1 << 13);
    /// A word of the NATO alphabet.
    pub(crate) const NATO: Self = Self(1 << 14);
    /// A unit of measurement.
    pub(crate) const UNIT: Self = Self(1 << 15);
    /// `de`, `van`, `bin`: inside a name, in lower case.
    pub(crate) const PARTICLE: Self = Self(1 << 16);
    /// First, second ... thirty-first.
    pub(crate) const ORDINAL: Self = Self(1 << 17);
    /// A part of a building or of its equipment.
    pub(crate) const THING: Self = Self(1 << 18);

    /// Whether any trait of `other` is here.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The traits that both have.
    pub(crate) const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The traits of either.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Traits of a first name or a surname.
pub(crate) const NAME: Traits = Traits::GIVEN.with(Traits::SURNAME);

const TITLES: &str = "mr mrs ms miss mx dr doctor prof professor sir madam madame rev reverend \
    hon sgt sergeant lt lieutenant capt captain officer insp señor señora sr sra herr frau mister \
    missus";
const ACTS: &str = "said says say told tells tell asked asks called calls reported reports stated \
    states signed signs confirmed confirms mentioned mentions explained explains claimed claims \
    complained complains agreed agrees refused refuses emailed emails texted phoned wrote writes \
    wants wanted replied responded insisted admitted denied noted requested requests promised \
    showed shows lives works worked met answered thinks believes knows acknowledged witnessed \
    observed advised advises arrived fell slipped disagreed demonstrated gave handed has";
const MONTHS: &str = "january february march april may june july august september october \
    november december jan feb mar apr jun jul aug sep sept oct nov dec";
const DIRECTIONS: &str = "n s e w ne nw se sw north south east west northeast northwest southeast \
    southwest";
const STATES: &str = "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt \
    ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr vi gu as mp ap ae \
    aa fm mh pw";
const STOPS: &str = "a an the and or but nor so yet if then than that this these those there here \
    i me my mine we us our ours you your yours he him his she her hers it its they them their \
    theirs who whom whose which what when where why how is am are was were be been being do does \
    did done have had having can could shall should would might must not no yes ok okay of at by \
    for from in into on onto out over under up down off to with without about above after again \
    against before behind below between beyond during except near per re since through until via \
    vs attn cc fyi asap aka ie eg etc incl approx misc reqd per all any both each few more most other some such only own same too very just also still now \
    please thanks thank hi hello hey dear regards sincerely um uh er well yeah yep nope n/a none \
    unknown tbd na as because while although however one two";
const NUMBERS: &str = "zero oh one two three four five six seven eight nine ten eleven twelve \
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fourty fifty \
    sixty seventy eighty ninety hundred thousand double triple treble niner";
const NATOS: &str = "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett \
    kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky \
    xray yankee zulu";
const UNITS: &str = "psi psig kpa bar feet foot ft inch inches in cm mm meter meters metre metres \
    volt volts v kv amp amps a ma ohm ohms watt watts w kw kwh degree degrees f c hz gallon gallons \
    gpm cfm liter liters litre litres percent lb lbs pound pounds kg gram grams ounce ounces oz \
    ppm dollars dollar usd btu mph rpm sqft hours hour minutes minute seconds days weeks months \
    years lux db";
const PARTICLES: &str = "de da di del della der den des dos das du la le van von vander bin ibn al \
    el ben mac mc st san santa y e o ter ten zu zur af av";
const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh \
    twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth \
    thirtieth";
const THINGS: &str = "alarm area basement beam boiler breaker bldg building bathroom ceiling chart \
    circuit city compressor conduit cooler corridor county department dept deck detector door drain \
    duct elevator elevation exit exterior extinguisher fan fire floor freezer freezers fridge \
    furnace garage gas gauge grid hallway handrail hood hvac inspection interior kitchen landing \
    letter level line lobby loft mechanical meter office outlet panel permit photo photos pipe \
    plumbing pressure pump report riser roof room section serial sensor shaft sink site sprinkler \
    stair stairs stairwell static suite sump supply switch system tank temperature unit valve vent \
    violation wall water window wing wiring work zone food health safety code notice warning \
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday noon midnight \
    attic apartment apt order invoice license licence phone address email date signature owner";

/// The words and their traits.
pub(crate) struct Lexicon {
    words: HashMap<&'static str, Traits, BuildHasherDefault<Fnv>>,
}

impl Lexicon {
    /// Reads the lists that are part of the program.
    pub(crate) fn new() -> Self {
        let mut lexicon = Self {
            words: HashMap::with_capacity_and_hasher(70_000, BuildHasherDefault::default()),
        };
        let lists = [
            (include_str!("../../../assets/redaction/given.txt"), Traits::GIVEN),
            (include_str!("../../../assets/redaction/surnames.txt"), Traits::SURNAME),
            (include_str!("../../../assets/redaction/words.txt"), Traits::COMMON),
            (include_str!("../../../assets/redaction/streets.txt"), Traits::STREET),
            (include_str!("../../../assets/redaction/brands.txt"), Traits::BRAND),
            (include_str!("../../../assets/redaction/roles.txt"), Traits::ROLE),
            (include_str!("../../../assets/redaction/places.txt"), Traits::PLACE),
            (TITLES, Traits::TITLE),
            (ACTS, Traits::ACT.with(Traits::COMMON)),
            (MONTHS, Traits::MONTH),
            (DIRECTIONS, Traits::DIRECTION),
            (STATES, Traits::STATE),
            (STOPS, Traits::STOP.with(Traits::COMMON)),
            (NUMBERS, Traits::NUMBER.with(Traits::COMMON)),
            (NATOS, Traits::NATO),
            (UNITS, Traits::UNIT),
            (PARTICLES, Traits::PARTICLE),
            (ORDINALS, Traits::ORDINAL.with(Traits::COMMON)),
            (THINGS, Traits::THING.with(Traits::COMMON)),
        ];
        for (list, traits) in lists {
            let words = list.lines().filter(|line| !line.starts_with('#'));
            for word in words.flat_map(str::split_ascii_whitespace) {
                let known = lexicon.words.entry(word).or_default();
                *known = known.with(traits);
            }
        }
        lexicon
    }

    /// The traits of a word in lower case without accents. Inflected forms of ordinary words count
    /// as ordinary words.
    pub(crate) fn traits(&self, word: &str) -> Traits {
        let known = self.words.get(word).copied().unwrap_or_default();
        if known == Traits::default() && self.is_inflected(word) { Traits::COMMON } else { known }
    }

    fn is_inflected(&self, word: &str) -> bool {
        const ENDINGS: [&str; 9] = ["ies", "ing", "ers", "es", "ed", "er", "ly", "s", "d"];
        let is_common =
            |stem: &str| self.words.get(stem).is_some_and(|traits| traits.any(Traits::COMMON));
        ENDINGS.into_iter().filter_map(|ending| word.strip_suffix(ending)).any(|stem| {
            stem.len() >= 3
                && (is_common(stem)
                    || is_common(&format!("{stem}e"))
                    || is_common(&format!("{stem}y"))
                    || undoubled(stem).is_some_and(is_common))
        })
    }
}

/// `stopp` without its second `p`.
fn undoubled(stem: &str) -> Option<&str> {
    let mut letters = stem.chars().rev();
    let last = letters.next()?;
    if letters.next()? == last { stem.strip_suffix(last) } else { None }
}

/// `word` in lower case and without accents, as the lists have it.
pub(crate) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    for letter in
        word.nfd().filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
    {
        match letter {
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'þ' | 'Þ' => out.push_str("th"),
            'ı' | 'İ' => out.push('i'),
            letter => out.extend(letter.to_lowercase()),
        }
    }
    out
}

/// FNV-1a: quick on short words. The table is fixed, so nobody can choose keys that collide.
#[derive(Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_traits_of_every_list_that_holds_them() {
        let lexicon = Lexicon::new();
        assert!(lexicon.traits("rose").any(Traits::GIVEN), "a first name");
        assert!(lexicon.traits("rose").any(Traits::COMMON), "and a flower");
        assert!(lexicon.traits("inspected").any(Traits::COMMON), "inflected words are known");
        assert!(!lexicon.traits("okafor").any(Traits::COMMON), "a surname is no word");
        assert_eq!(lexicon.traits("xqzzt"), Traits::default(), "unknown words have no traits");
    }

    #[test]
    fn accents_do_not_hide_a_name() {
        assert_eq!(folded("José"), "jose");
        assert_eq!(folded("Łukasz"), "lukasz");
    }
}
