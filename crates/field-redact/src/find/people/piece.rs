//! Which words can be parts of a name, and how far a name goes.

use crate::lexicon::{NAME, Traits, Words, w, words};
use crate::scene::{Chunk, Scene, Shape, gaps};

/// Most words of one name.
const PIECES_MAX: usize = 6;

/// How well a word does as part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// It is none.
    No,
    /// A single capital letter.
    Initial,
    /// No list has it.
    Unknown,
    /// A name that is an ordinary word too.
    Weak,
    /// A name.
    Yes,
}

/// Words that are one name, with what is known of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) pieces: usize,
    pub(super) yes: usize,
    pub(super) weak: usize,
    pub(super) unknown: usize,
    pub(super) initials: usize,
    /// Whether an initial stands first.
    pub(super) starts_with_initial: bool,
    /// What any of its words is.
    any: Traits,
    /// What all of its words are.
    all: Traits,
    /// Whether it begins with a capital.
    pub(super) is_capital: bool,
    /// Whether it is written `Like This`, not `LIKE THIS`.
    pub(super) is_title_case: bool,
}

impl Run {
    /// Whether a word of it is in the list of first names.
    pub(super) fn has_given(&self) -> bool {
        self.any.any(Traits::GIVEN)
    }

    /// Whether a word of it is a surname, or in no list.
    pub(super) fn has_surname(&self) -> bool {
        self.any.any(Traits::SURNAME) || self.unknown > 0
    }

    /// Whether every word is a maker's name.
    pub(super) fn is_brand(&self) -> bool {
        self.all.any(Traits::BRAND.with(Traits::VEHICLE))
    }

    /// Whether a word of it is a maker's name.
    pub(super) fn has_brand(&self) -> bool {
        self.any.any(Traits::BRAND)
    }

    /// Whether every word is a place.
    pub(super) fn is_place(&self) -> bool {
        self.all.any(Traits::PLACE)
    }

    /// A name that is spelled in the letters `first` to `last`.
    pub(super) fn of_letters(first: usize, last: usize) -> Self {
        let count = last + 1 - first;
        Self { first, last, pieces: count, yes: count, ..Self::default() }
    }

    /// How many words could be names.
    pub(super) fn names(&self) -> usize {
        self.yes + self.weak + self.unknown
    }

    /// Both runs and what stands between them.
    pub(super) fn joined(self, other: &Self) -> Self {
        Self {
            last: other.last,
            pieces: self.pieces + other.pieces,
            yes: self.yes + other.yes,
            any: self.any.with(other.any),
            ..self
        }
    }
}

/// Words that no name has, in whatever case.
const NEVER: Traits = Traits::STOP.with(Traits::THING).with(Traits::TITLE);

/// Whether the word is glued to something that is no name: an e-mail, a file, a code.
fn is_embedded(scene: &Scene<'_>, index: usize) -> bool {
    if scene.is_plain(index) {
        return false;
    }
    let (before, after) = (scene.gap_before(index), scene.gap(index));
    let glued = |gap: &str| matches!(gap, "@" | "_" | "/" | "\\" | "=" | "." | "://" | "#" | "&");
    let has_next = index + 1 < scene.chunks.len();
    (index > 0 && glued(before) && !(before == "." && scene.word(index - 1).len() == 1))
        || before.ends_with(['@', '#', '$'])
        || (has_next
            && glued(after)
            && scene.chunks.get(index).is_some_and(|chunk| chunk.len() > 1))
}

/// How well chunk `index` does as part of a name. After a label anything capital may.
pub(super) fn kind(scene: &Scene<'_>, index: usize, is_labelled: bool) -> Piece {
    let Some(chunk) = scene.chunks.get(index).filter(|chunk| chunk.is_word()) else {
        return Piece::No;
    };
    if is_labelled {
        return asked(scene, index, chunk, true);
    }
    // It is asked several times.
    let piece = chunk.piece.get().unwrap_or_else(|| asked(scene, index, chunk, false));
    chunk.piece.set(Some(piece));
    piece
}

fn asked(scene: &Scene<'_>, index: usize, chunk: &Chunk, is_labelled: bool) -> Piece {
    // What the lists say comes first: of most words it says that they are no part of a name.
    let piece = by_lists(scene, index, chunk, is_labelled);
    let is_other = || piece != Piece::Initial && is_never(scene, index, chunk);
    if piece == Piece::No || is_other() || is_embedded(scene, index) { Piece::No } else { piece }
}

/// The same by what the lists say of the word.
fn by_lists(scene: &Scene<'_>, index: usize, chunk: &Chunk, is_labelled: bool) -> Piece {
    if chunk.len() == 1 {
        return if chunk.shape == Shape::Upper { Piece::Initial } else { Piece::No };
    }
    let traits = chunk.traits;
    if traits.any(NEVER) {
        return Piece::No;
    }
    match (traits.any(NAME), traits.any(Traits::COMMON), chunk.is_capital()) {
        (true, false, _) => Piece::Yes,
        (true, true, true) => Piece::Weak,
        (true, true, false)
            if ends_here(scene, index) || is_labelled || is_surname_after(scene, index) =>
        {
            Piece::Weak
        }
        (false, false, _) if !traits.any(NO_NAME) => Piece::Unknown,
        (false, true, true) if is_labelled && !traits.any(NO_NAME) => Piece::Unknown,
        _ => Piece::No,
    }
}

/// Words of another kind that no list of names has.
const NO_NAME: Traits = Traits::MONTH
    .with(Traits::UNIT)
    .with(Traits::STREET)
    .with(Traits::BRAND)
    .with(Traits::ROLE)
    .with(Traits::STATE)
    .with(Traits::DIRECTION)
    .with(Traits::ACT)
    .with(Traits::PLACE);

/// Whether what stands around the word, or its case, shows that it is none of a name.
fn is_never(scene: &Scene<'_>, index: usize, chunk: &Chunk) -> bool {
    let traits = chunk.traits;
    // `said` is a first name too.
    let is_act = traits.any(Traits::ACT) && chunk.shape == Shape::Lower;
    let is_said = traits.any(Traits::NUMBER.with(Traits::ORDINAL)) && !chunk.is_capital();
    let is_short_upper = chunk.shape == Shape::Upper && chunk.len() <= 3 && !traits.any(NAME);
    is_act
        || is_said
        || is_short_upper
        || traits.any(Traits::MONTH) && is_time(scene, index)
        || traits.any(Traits::ROLE) && is_role(scene, index, chunk)
        || scene.cue_starts_at(chunk.start)
            && (chunk.shape != Shape::Title || scene.long_cue_starts_at(chunk.start))
}

/// Whether the month at chunk `index` is one: beside a day, or behind `in` and the like, where persons hardly
/// stand.
fn is_time(scene: &Scene<'_>, index: usize) -> bool {
    const WHEN: &Words =
        words!["in" "since" "until" "last" "next" "by" "of" "early" "late" "mid" "every"];
    let is_day = |at: usize| scene.chunks.get(at).is_some_and(|it| it.shape == Shape::Digits);
    is_day(index + 1)
        || index.checked_sub(1).is_some_and(|at| {
            is_day(at) || scene.traits(at).any(Traits::ORDINAL) || scene.is_any(at, WHEN)
        })
}

/// Whether a role is one. `met Baker` is a name, `Baker opens at six` is not.
fn is_role(scene: &Scene<'_>, index: usize, chunk: &Chunk) -> bool {
    let is_inside = || {
        scene.gap_before_in(index, gaps![" "])
            && index.checked_sub(1).and_then(|at| scene.chunks.get(at)).is_some_and(|before| {
                before.shape == Shape::Lower && !before.traits.any(Traits::STOP)
                    || before.is_capital()
            })
    };
    !(chunk.is_capital()
        && chunk.traits.any(NAME)
        && is_inside()
        && !scene.gap_in(index, gaps!["'"]))
}

/// Whether a lower-case word is followed by the end of a phrase: then it ends a name rather than
/// being the verb of a sentence (`ann may and`, not `ann may come`).
fn ends_here(scene: &Scene<'_>, index: usize) -> bool {
    const ENDS: Traits = Traits::STOP.with(Traits::NUMBER).with(Traits::ACT).with(Traits::TITLE);
    !scene.gap_in(index, gaps![" "])
        || scene.traits(index + 1).any(ENDS)
        || index + 1 == scene.chunks.len()
}

/// `smith` in `john smith calling`: a surname right after a first name, and no verb.
fn is_surname_after(scene: &Scene<'_>, index: usize) -> bool {
    const VERBS: &Words = words![
        "will" "may" "can" "call" "see" "cook" "do" "go" "bill" "park" "read"
    ];
    let Some(before) = index.checked_sub(1) else { return false };
    let given = scene.traits(before);
    scene.traits(index).any(Traits::SURNAME)
        && !scene.is_any(index, VERBS)
        && given.any(Traits::GIVEN)
        && !given.any(Traits::COMMON)
        && scene.gap_in(before, gaps![" "])
}

/// Whether chunk `index` is `van`, `de la` and the like.
fn is_particle(scene: &Scene<'_>, index: usize) -> bool {
    scene.traits(index).any(Traits::PARTICLE)
        && scene.chunks.get(index).is_some_and(|chunk| chunk.len() > 1)
}

/// What may stand between two words of one name.
fn joins(scene: &Scene<'_>, index: usize) -> bool {
    match scene.gap(index) {
        " " | "-" | "  " | " \"" | "\" " | " '" | "' " => true,
        "'" => scene.chunks.get(index).is_some_and(|chunk| chunk.len() <= 2),
        ". " | "." => {
            scene.chunks.get(index).is_some_and(|chunk| chunk.len() == 1)
                || scene.is(index, w!("st"))
                || scene.is(index, w!("jr"))
        }
        _ => false,
    }
}

/// The name that begins at chunk `first`, if the words can be one.
pub(super) fn run_from(scene: &Scene<'_>, first: usize, is_labelled: bool) -> Option<Run> {
    let start = scene.chunks.get(first)?;
    let mut run = Run {
        first,
        is_capital: start.is_capital(),
        is_title_case: start.shape == Shape::Title || start.len() == 1,
        all: Traits::BRAND.with(Traits::PLACE).with(Traits::VEHICLE),
        ..Run::default()
    };
    let mut end = None;
    let mut index = first;
    while index - first < PIECES_MAX * 2 && run.pieces < PIECES_MAX {
        let piece = kind(scene, index, is_labelled);
        let is_same_case = scene.chunks.get(index).is_some_and(|chunk| {
            chunk.is_capital() == run.is_capital
                && (!run.is_capital
                    || chunk.len() == 1
                    || end.is_none()
                    || run.initials == run.pieces
                    || (chunk.shape == Shape::Upper) != run.is_title_case)
        });
        let may_lead = index > first
            || piece != Piece::Initial
            || scene.gap(index).starts_with(['.', '\'', ' ']);
        if piece != Piece::No && is_same_case && may_lead {
            count(&mut run, scene, index, piece);
            if piece != Piece::Initial || index > first {
                end = Some(index);
            }
        } else if !(is_particle(scene, index) && may_name_follow(scene, index, is_labelled)) {
            break;
        }
        if !joins(scene, index) {
            break;
        }
        index += 1;
    }
    run.last = end?;
    let has_name = run.names() > 0;
    (has_name && !(run.unknown == run.names() && !run.is_capital && run.pieces > 3)).then_some(run)
}

fn may_name_follow(scene: &Scene<'_>, index: usize, is_labelled: bool) -> bool {
    joins(scene, index)
        && (index + 1..=index + 2).any(|next| {
            matches!(kind(scene, next, is_labelled), Piece::Yes | Piece::Weak | Piece::Unknown)
        })
}

fn count(run: &mut Run, scene: &Scene<'_>, index: usize, piece: Piece) {
    let traits = scene.traits(index);
    run.pieces += 1;
    match piece {
        Piece::Initial => {
            run.starts_with_initial |= run.pieces == 1 && scene.gap(index).starts_with('.');
            run.initials += 1;
            return;
        }
        Piece::Yes => run.yes += 1,
        Piece::Weak => run.weak += 1,
        Piece::Unknown => run.unknown += 1,
        Piece::No => {}
    }
    run.any = run.any.with(traits);
    run.all = run.all.both(traits);
}
