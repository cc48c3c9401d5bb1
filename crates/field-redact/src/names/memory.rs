//! What the network said of runs of pieces that it read before.
//!
//! A review judges the same texts again and again; the rest of a note does not change while one
//! sentence is edited.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::votes::Reading;

/// Most pieces that are remembered: about 80 kB of text, the notes of a day, in 4 MB.
const PIECES_MAX: usize = 20_000;

/// Answers of the network, by the numbers of the pieces.
#[derive(Default)]
pub(super) struct Memory {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    answers: HashMap<Vec<i32>, Arc<[Reading]>>,
    /// How many pieces they are about.
    pieces: usize,
}

impl Memory {
    /// The answer for `ids`: remembered, or made by `ask` and remembered.
    pub(super) fn answer<Failure>(
        &self,
        ids: Vec<i32>,
        ask: impl FnOnce(&[i32]) -> Result<Arc<[Reading]>, Failure>,
    ) -> Result<Arc<[Reading]>, Failure> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().answers.get(&ids) {
            return Ok(Arc::clone(answer));
        }
        let answer = ask(&ids)?;
        let mut known = known();
        if known.pieces + ids.len() > PIECES_MAX {
            *known = Known::default();
        }
        known.pieces += ids.len();
        known.answers.insert(ids, Arc::clone(&answer));
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces of one run of the test.
    const RUN: usize = 100;

    #[test]
    fn what_was_read_is_not_read_again_until_too_much_is_remembered() {
        let memory = Memory::default();
        let mut asked = 0;
        let mut read = |number: usize| {
            let ids = vec![i32::try_from(number).expect("small"); RUN];
            let answer = memory.answer(ids, |ids| {
                asked += 1;
                Ok::<_, ()>(vec![Reading::default(); ids.len()].into())
            });
            assert!(answer.is_ok_and(|readings| readings.len() == RUN), "a reading for each piece");
            asked
        };
        let most = PIECES_MAX / RUN;
        assert_eq!((read(0), read(0)), (1, 1), "the second time it is remembered");
        assert_eq!(read(most), 2);
        for number in 1..most {
            read(number);
        }
        assert_eq!(read(0), most + 2, "the memory was emptied when it was full");
    }
}
