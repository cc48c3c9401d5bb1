//! Finds personal data in text and makes tokens; the only maker of [`RedactedText`].
//!
//! A text is brought into one form with a way back to the source (`normalise`), taken apart in one
//! pass (`scene`), and its cues are found in a second one (`cues`). The rules (`find`) then look at
//! places of interest only, each with its own check. `propagate` masks a found name wherever else
//! it stands, and `resolve` settles overlaps.
//!
//! Where the name model is there, it reads what the rules left open (`names`); without it the engine
//! works by rules alone and says so.
//!
//! Architecture invariant: no I/O, no clock. A text that the engine cannot judge is [`Withheld`];
//! it is never passed through.

mod actions;
mod analysis;
mod budget;
mod by_hand;
mod checks;
mod coarse;
mod cues;
mod engine;
mod error;
mod find;
mod job_record;
mod lessons;
mod lexicon;
mod names;
mod normalise;
mod propagate;
mod redacted;
mod resolve;
mod scene;
mod span;
mod spoken;
mod token_book;

pub use actions::{ActionError, Actions};
pub use analysis::{Analysis, SpanDecision};
pub use budget::TEXT_BYTES_MAX;
pub use by_hand::{ByHand, Judgement};
pub use engine::{Context, ENGINE_VERSION, TextEngine};
pub use error::{DecisionError, TokenBookError, Withheld};
pub use job_record::JobRecord;
pub use lessons::{Lesson, LessonBook, PHRASE_CHARS_MAX, Teaching};
pub use redacted::{LedgerRow, RedactedText};
pub use span::{CERTAIN_SCORE, Span, code_point_offsets, is_covered};
pub use token_book::{TokenBook, TokenEntry};
