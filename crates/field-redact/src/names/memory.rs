//! What the network said of runs of pieces that it read before.
//!
//! A review judges the same texts again and again; the rest of a note does not change while one
//! sentence is edited.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::votes::Reading;

/// Most runs that are remembered: about the notes of a day, in 2 MB.
const RUNS_MAX: usize = 512;

/// Answers of the network, by the numbers of the pieces.
#[derive(Default)]
pub(super) struct Memory {
    answers: Mutex<HashMap<Vec<i32>, Arc<[Reading]>>>,
}

impl Memory {
    /// The answer for `ids`: remembered, or made by `ask` and remembered.
    pub(super) fn answer<Failure>(
        &self,
        ids: Vec<i32>,
        ask: impl FnOnce(Vec<i32>) -> Result<Arc<[Reading]>, Failure>,
    ) -> Result<Arc<[Reading]>, Failure> {
        let answers = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = answers().get(&ids) {
            return Ok(Arc::clone(known));
        }
        let answer = ask(ids.clone())?;
        let mut answers = answers();
        if answers.len() >= RUNS_MAX {
            answers.clear();
        }
        answers.insert(ids, Arc::clone(&answer));
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_not_read_again_until_too_much_is_remembered() {
        let memory = Memory::default();
        let mut asked = 0;
        let mut read = |number: usize| {
            let ids = vec![i32::try_from(number).expect("small")];
            let answer = memory.answer(ids, |_| {
                asked += 1;
                Ok::<_, ()>(Arc::from([Reading::default()]))
            });
            assert!(answer.is_ok_and(|readings| readings.len() == 1), "one piece, one reading");
            asked
        };
        assert_eq!((read(0), read(0)), (1, 1), "the second time it is remembered");
        assert_eq!(read(RUNS_MAX), 2);
        for number in 1..RUNS_MAX {
            read(number);
        }
        assert_eq!(read(0), RUNS_MAX + 2, "the memory was emptied when it was full");
    }
}
