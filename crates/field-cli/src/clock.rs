//! The clock of this program: how long a step took.

use std::time::Instant;

/// Measures one step after another.
pub struct Stopwatch {
    began: Instant,
}

impl Stopwatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "a program measures its own steps at its edge")]
    pub fn start() -> Self {
        Self { began: Instant::now() }
    }

    /// Milliseconds since the start or the last lap, with a tenth.
    pub fn lap_ms(&mut self) -> f64 {
        let passed = self.began.elapsed();
        *self = Self::start();
        (passed.as_secs_f64() * 10_000.0).round() / 10.0
    }
}
