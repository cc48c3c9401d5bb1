//! What happened, line by line, with the time that it took.

use std::io::{self, Write as _};

use crate::clock::Stopwatch;

/// Prints steps as they end.
pub struct Steps {
    all_ms: f64,
    watch: Stopwatch,
}

impl Steps {
    /// The clock runs from here.
    pub fn begin() -> Self {
        Self { all_ms: 0.0, watch: Stopwatch::start() }
    }

    /// A step has ended: when, how long it took, who did it and what it was.
    pub fn done(&mut self, who: &str, what: &str) {
        let step_ms = self.watch.lap_ms();
        self.all_ms += step_ms;
        let (all, step) = (self.all_ms / 1000.0, step_ms / 1000.0);
        // A closed output must not end the day half-way.
        let _ = writeln!(io::stdout(), "{all:8.2} s  {step:6.2} s  {who:<10}  {what}");
    }
}
