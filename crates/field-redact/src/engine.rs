//! The engine: from a raw text to its spans.

use std::panic::{AssertUnwindSafe, catch_unwind};

use field_domain::Raw;
use field_domain::raw::EngineScope;
use field_models::{Model, ModelError, ModelFolder};

use crate::analysis::Analysis;
use crate::budget::{Budget, TEXT_BYTES_MAX};
use crate::cues::CueFinder;
use crate::error::Withheld;
use crate::find::{self, Found};
use crate::job_record::JobRecord;
use crate::lexicon::Lexicon;
use crate::names::NameModel;
use crate::normalise::Normalised;
use crate::scene::Scene;
use crate::span::Span;
use crate::{checks, names, propagate, resolve};

/// The version of the rules; another number means that results can differ.
pub const ENGINE_VERSION: u32 = 6;

/// Places in most texts: their room is made at once.
const FOUND_AT_ONCE: usize = 8;

/// What an engine without the name model works by.
const BY_RULES: &str = "rules";

/// What is known beside the text itself. Empty by default.
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    /// The job that the text belongs to.
    pub job: Option<&'a JobRecord>,
    /// The label of the form field that the text was typed into.
    pub field_label: Option<&'a str>,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Context")
            .field("job", &self.job)
            .field("has_field_label", &self.field_label.is_some())
            .finish()
    }
}

/// Finds personal data in text. Built once, it can be used from any thread.
pub struct TextEngine {
    lexicon: Lexicon,
    cues: CueFinder,
    names: Option<NameModel>,
}

/// What an engine works by: the rules, and the name model where it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Works {
    /// SHA-256 of the name model.
    pub(crate) names: Option<[u8; 32]>,
}

impl Works {
    /// In words, for a person and for a table.
    pub(crate) fn by(self) -> String {
        let Some([first, second, third, fourth, ..]) = self.names else {
            return BY_RULES.to_owned();
        };
        let hash = u32::from_be_bytes([first, second, third, fourth]);
        format!("{BY_RULES}+rampart-q4@{hash:08x}")
    }
}

impl std::fmt::Debug for TextEngine {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("TextEngine")
            .field("version", &ENGINE_VERSION)
            .field("works_by", &self.works_by())
            .finish_non_exhaustive()
    }
}

impl Default for TextEngine {
    fn default() -> Self {
        Self::new()
    }
}

impl TextEngine {
    /// Builds the word lists and reads the tables of telephone numbers, so that no text has to wait for it; takes some tens
    /// of milliseconds, on a slow processor 0.2 s. The engine works by rules alone.
    #[must_use]
    pub fn new() -> Self {
        checks::read_phone_tables();
        Self { lexicon: Lexicon::new(), cues: CueFinder::new(), names: None }
    }

    /// An engine with the name model of `models` beside the rules.
    ///
    /// # Errors
    /// [`ModelError`] if the model is missing, is not the pinned one or is refused by the inference
    /// engine. [`TextEngine::new`] works without it.
    pub fn with_names(models: &ModelFolder) -> Result<Self, ModelError> {
        let names = NameModel::new(models.load(Model::Names)?)?;
        Ok(Self { names: Some(names), ..Self::new() })
    }

    /// Whether the name model takes part.
    #[must_use]
    pub const fn has_model(&self) -> bool {
        self.names.is_some()
    }

    /// What the engine works by: `rules`, or `rules+rampart-q4@` and the first 8 hex digits of the
    /// model's SHA-256.
    #[must_use]
    pub fn works_by(&self) -> String {
        self.works().by()
    }

    /// SHA-256 of the models that take part; empty for rules alone.
    #[must_use]
    pub fn models(&self) -> Vec<[u8; 32]> {
        self.works().names.into_iter().collect()
    }

    fn works(&self) -> Works {
        Works { names: self.names.as_ref().map(NameModel::sha256) }
    }

    /// Finds the personal data in `text`.
    ///
    /// # Errors
    /// [`Withheld`] says why the engine has no answer; the text must then stay on the device.
    pub fn analyse(&self, text: &Raw<String>, context: &Context<'_>) -> Result<Analysis, Withheld> {
        let spans = self.judged(text, context, self.names.as_ref())?;
        Ok(Analysis::new(text.clone(), spans).by(self.works()))
    }

    /// What the rules alone find in `text`, quick enough to follow typing. What is shown by it is
    /// found by [`TextEngine::analyse`] too, but for names and plates that the name model takes back;
    /// nothing is cleared by it.
    ///
    /// # Errors
    /// As [`TextEngine::analyse`].
    pub fn preview(&self, text: &Raw<String>, context: &Context<'_>) -> Result<Analysis, Withheld> {
        let spans = self.judged(text, context, None)?;
        Ok(Analysis::new(text.clone(), spans))
    }

    /// The words of `text` as bytes, each with the numbers that the rules' lists give it. Only the
    /// training of the name model's head wants them (`examples/words.rs`).
    #[doc(hidden)]
    #[must_use]
    pub fn plain_words(&self, text: &str) -> Vec<(usize, usize, Vec<f32>)> {
        names::plain_words(&Scene::new(text, &self.lexicon, &self.cues, None))
    }

    fn judged(
        &self,
        text: &Raw<String>,
        context: &Context<'_>,
        names: Option<&NameModel>,
    ) -> Result<Vec<Span>, Withheld> {
        let source = text.expose(&EngineScope);
        if source.len() > TEXT_BYTES_MAX {
            return Err(Withheld::TooLong);
        }
        if !is_plain(source) && source.chars().any(stands_for_lost) {
            return Err(Withheld::Undecodable);
        }
        // A panic in a rule must cost this text its clearance, and nobody the work of the day.
        catch_unwind(AssertUnwindSafe(|| self.spans(source, context, names)))
            .map_err(|_| Withheld::Panicked)?
    }

    fn spans(
        &self,
        source: &str,
        context: &Context<'_>,
        names: Option<&NameModel>,
    ) -> Result<Vec<Span>, Withheld> {
        let mut budget = Budget::for_text(source.len());
        let normalised = Normalised::new(source);
        let scene = Scene::new(&normalised.text, &self.lexicon, &self.cues, context.field_label);
        budget.spend(scene.chunks.len())?;
        if is_mostly_foreign(&scene) {
            return Err(Withheld::UnknownScript);
        }
        let mut found = Vec::with_capacity(FOUND_AT_ONCE);
        find::all(&scene, &mut found, &mut budget)?;
        if let Some(job) = context.job {
            propagate::job_people(&scene, job, &mut found, &mut budget)?;
        }
        let mut kept = propagate::kept_ranges(&scene, context.job, &mut budget)?;
        if let Some(names) = names {
            names.find(&scene, &kept, &mut found, &mut budget)?;
        }
        if let Some(job) = context.job {
            kept.extend(propagate::site_addresses(&scene, job, &found, &mut budget)?);
        }
        let found = resolve::settle(found, &kept);
        let found = resolve::settle(propagate::repeated(&scene, found, &mut budget)?, &kept);
        Ok(to_source(&found, &normalised, source))
    }
}

/// Whether a text is ASCII without controls, looked at in pieces that fill a register.
fn is_plain(source: &str) -> bool {
    const PIECE: usize = 32;
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let all = |piece: &[u8]| piece.iter().fold(true, |all, byte| all & is_plain(byte));
    source.as_bytes().chunks(PIECE).all(all)
}

/// The replacement character, and controls that no keyboard or file of text makes.
fn stands_for_lost(letter: char) -> bool {
    letter == '\u{fffd}'
        || (letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{85}'))
}

/// Whether most words are in scripts without rules: then nothing can be said about the text.
fn is_mostly_foreign(scene: &Scene<'_>) -> bool {
    if !scene.seen.is_foreign {
        return false;
    }
    let foreign = scene.chunks.iter().filter(|chunk| chunk.is_foreign).count();
    foreign * 2 > scene.chunks.len()
}

/// Brings the spans back to the source text, without spaces at their ends and without overlaps.
fn to_source(found: &[Found], normalised: &Normalised<'_>, source: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(found.len());
    for hit in found {
        let (start, end) = normalised.source_range(hit.start, hit.end);
        let start = start.max(spans.last().map_or(0, |last| last.end));
        if start < end && source.is_char_boundary(start) && source.is_char_boundary(end) {
            spans.push(Span { start, end, label: hit.label, score: hit.score, rule: hit.rule });
        }
    }
    spans
}
