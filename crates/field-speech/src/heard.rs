//! What the model made of one piece of sound.

use crate::words::Piece;
use crate::{guards, words};
use field_domain::Word;
use whisper_rs::{WhisperSegment, WhisperState};

/// What the model wrote for one piece of sound, segment by segment.
#[derive(Default)]
pub(crate) struct Heard {
    segments: Vec<Vec<Token>>,
    /// Tokens in all, the model's own signs included.
    token_count: usize,
}

/// A piece of a word.
struct Token {
    bytes: Vec<u8>,
    /// When it was over, in hundredths of a second within the sound.
    end_centiseconds: i64,
    probability: f32,
    log_probability: f32,
}

impl Heard {
    /// What a run of the model left in its state. `eot` is its sign for the end.
    pub(crate) fn from_state(state: &WhisperState, eot: i32) -> Self {
        let token_count: i32 = state.as_iter().map(|segment| segment.n_tokens()).sum();
        let segments = state.as_iter().map(|segment| tokens_of(&segment, eot)).collect();
        Self { segments, token_count: usize::try_from(token_count).unwrap_or(0) }
    }

    /// Whether the model went round in circles, or on to the limit of its tokens.
    pub(crate) fn goes_round(&self, tokens_max: i32) -> bool {
        let tokens_max = usize::try_from(tokens_max).unwrap_or(0);
        self.token_count >= tokens_max || guards::goes_round(&self.words())
    }

    /// Whether it should be heard again: something was said, and the model was in doubt about it.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.mean_log_probability().is_some_and(guards::is_doubtful)
    }

    /// Whether the model is surer of this than of `other`.
    pub(crate) fn is_surer_than(&self, other: &Self) -> bool {
        self.mean_log_probability() > other.mean_log_probability()
    }

    /// The words of the segments that are sure enough, with times in the sound that was heard or a little behind it.
    pub(crate) fn words(&self) -> Vec<Word> {
        let mut found = Vec::new();
        let mut times = Times::default();
        for segment in &self.segments {
            let pieces: Vec<Piece> = segment.iter().map(|token| token.piece(&mut times)).collect();
            let log_probabilities: Vec<f32> =
                segment.iter().map(|token| token.log_probability).collect();
            if guards::is_sure_enough(&log_probabilities) {
                found.extend(words::from_pieces(&pieces));
            }
        }
        found
    }

    /// When the pieces of words were over, in order, as [`Heard::words`] has it; those that are too unsure to be kept are
    /// among them.
    pub(crate) fn said_ms(&self) -> Vec<u32> {
        let mut times = Times::default();
        self.segments.iter().flatten().map(|token| times.next(token.end_centiseconds).1).collect()
    }

    fn mean_log_probability(&self) -> Option<f32> {
        let all: Vec<f32> =
            self.segments.iter().flatten().map(|token| token.log_probability).collect();
        guards::mean(&all)
    }
}

impl Token {
    fn piece(&self, times: &mut Times) -> Piece {
        let (start_ms, end_ms) = times.next(self.end_centiseconds);
        Piece { bytes: self.bytes.clone(), start_ms, end_ms, probability: self.probability }
    }
}

/// The text pieces of a segment. Everything from the end token on is a sign for the engine: time,
/// language, end.
fn tokens_of(segment: &WhisperSegment<'_>, eot: i32) -> Vec<Token> {
    (0..segment.n_tokens())
        .filter_map(|index| segment.get_token(index))
        .filter(|token| token.token_id() < eot)
        .map(|token| {
            let detail = token.token_data();
            Token {
                bytes: token.to_bytes().unwrap_or_default().to_vec(),
                end_centiseconds: detail.t_dtw,
                probability: detail.p,
                log_probability: detail.plog,
            }
        })
        .collect()
}

/// Until when a sound is written down.
#[derive(Default)]
struct Times {
    said_until_ms: u32,
}

impl Times {
    /// From when to when the next token was said. The engine tells when it was over; it begins when
    /// the one before was.
    fn next(&mut self, end_centiseconds: i64) -> (u32, u32) {
        let end_ms = u32::try_from(end_centiseconds.max(0) * 10).unwrap_or(u32::MAX);
        let start_ms = self.said_until_ms;
        self.said_until_ms = start_ms.max(end_ms);
        (start_ms, self.said_until_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(log_probability: f32, words: &[&str]) -> Heard {
        let token = |word: &&str| Token {
            bytes: word.as_bytes().to_vec(),
            end_centiseconds: 50,
            probability: log_probability.exp(),
            log_probability,
        };
        let segment: Vec<Token> = words.iter().map(token).collect();
        Heard { token_count: segment.len(), segments: vec![segment] }
    }

    #[test]
    fn a_doubtful_piece_is_heard_again_and_the_surer_one_counts() {
        let (doubtful, sure) = (heard(-0.5, &[" old", " sposed"]), heard(-0.1, &[" ill"]));
        assert!(doubtful.is_doubtful() && !sure.is_doubtful());
        assert!(sure.is_surer_than(&doubtful) && !doubtful.is_surer_than(&sure));
        let nothing = Heard::default();
        assert!(!nothing.is_doubtful(), "where nobody spoke there is nothing to hear again");
        assert!(!nothing.is_surer_than(&doubtful), "and nothing does not take its place");
    }

    #[test]
    fn circles_and_too_many_tokens_are_noticed() {
        assert!(
            heard(-0.1, &[" no", " no", " no", " no"]).goes_round(100),
            "one phrase four times"
        );
        assert!(heard(-0.1, &[" a", " b"]).goes_round(2), "the limit was reached");
        assert!(!heard(-0.1, &[" a", " b"]).goes_round(100));
    }

    #[test]
    fn a_token_begins_where_the_one_before_ended() {
        let mut times = Times::default();
        assert_eq!(times.next(50), (0, 500), "half a second in");
        assert_eq!(times.next(-1), (500, 500), "a token without a time takes none");
        assert_eq!(times.next(120), (500, 1200), "the next one follows");
    }
}
