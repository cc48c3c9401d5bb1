//! A list of steps: run in order, timed, stopped at the first failure.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// One step of a longer job.
pub struct Step<'a> {
    name: &'static str,
    work: Work<'a>,
}

enum Work<'a> {
    Run(Box<dyn FnOnce() -> Result<()> + 'a>),
    Skip(&'static str),
}

impl<'a> Step<'a> {
    /// A step that does something.
    pub fn new(name: &'static str, work: impl FnOnce() -> Result<()> + 'a) -> Self {
        Self { name, work: Work::Run(Box::new(work)) }
    }

    /// A step that has nothing to do yet; the reason is printed.
    pub fn skipped(name: &'static str, reason: &'static str) -> Self {
        Self { name, work: Work::Skip(reason) }
    }
}

/// Runs the steps and prints a table of their times, also when one fails.
pub fn run(steps: Vec<Step<'_>>) -> Result<()> {
    let count = steps.len();
    let started = Instant::now();
    let mut rows = Vec::with_capacity(count);
    let mut outcome = Ok(());
    for (index, step) in steps.into_iter().enumerate() {
        let work = match step.work {
            Work::Run(work) if outcome.is_ok() => work,
            Work::Run(_) => {
                rows.push(row(step.name, "not reached"));
                continue;
            }
            Work::Skip(reason) => {
                rows.push(row(step.name, &format!("skipped: {reason}")));
                continue;
            }
        };
        println!("\n== {}/{count} {}", index + 1, step.name);
        let step_started = Instant::now();
        outcome = work().with_context(|| format!("step \"{}\" failed", step.name));
        let mark = if outcome.is_ok() { "" } else { "  FAILED" };
        rows.push(row(step.name, &format!("{}{mark}", shown(step_started.elapsed()))));
    }
    println!("\n{}", rows.join("\n"));
    println!("{}", row("all", &shown(started.elapsed())));
    outcome
}

fn row(name: &str, what: &str) -> String {
    format!("  {name:<28} {what}")
}

/// Minutes and seconds, with a tenth below a minute.
fn shown(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        format!("{:>8.1} s", duration.as_secs_f64())
    } else {
        format!("{:>3} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn steps_stop_at_the_first_failure() {
        let done = RefCell::new(Vec::new());
        let outcome = run(vec![
            Step::new("one", || {
                done.borrow_mut().push(1);
                Ok(())
            }),
            Step::skipped("two", "nothing there yet"),
            Step::new("three", || anyhow::bail!("no")),
            Step::new("four", || {
                done.borrow_mut().push(4);
                Ok(())
            }),
        ]);
        let cause = outcome.expect_err("a failed step fails the job");
        assert!(cause.to_string().contains("three"), "the failed step is named: {cause}");
        assert_eq!(*done.borrow(), [1], "nothing runs after a failure");
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(shown(Duration::from_millis(3_240)).trim(), "3.2 s");
        assert_eq!(shown(Duration::from_secs(754)).trim(), "12 min 34 s");
    }
}
