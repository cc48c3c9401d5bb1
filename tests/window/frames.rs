//! How smoothly a page goes while photos are searched behind it.

use std::fmt;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::page::Page;

/// The longest frame that still looks smooth, in milliseconds. Source: the project's goal for photos.
const SMOOTH_MS: f64 = 50.0;
/// Between two keys of somebody who types well, some 16 a second.
const KEY_GAP: Duration = Duration::from_millis(60);

/// The list of photos, scrolled from top to bottom by 90 px a frame: as quickly as a wheel is turned.
const SCROLL: &str = r#"
const done = arguments[arguments.length - 1];
const list = document.querySelector('section[aria-labelledby="photos-title"] [role=list]');
const times = [];
let before = null;
list.scrollTo(0, 0);
const step = (now) => {
  if (before !== null) times.push(now - before);
  before = now;
  if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) return done(times);
  list.scrollTop += 90;
  requestAnimationFrame(step);
};
requestAnimationFrame(step);
"#;

/// From now on the time from each key to the frame that shows it is kept.
const WATCH_KEYS: &str = "
window.keyTimes = [];
document.addEventListener('input', (event) =>
  requestAnimationFrame(() => window.keyTimes.push(performance.now() - event.timeStamp)));
arguments[arguments.length - 1](true);
";

/// Two frames later the last key has had its own.
const KEY_TIMES: &str = "
const done = arguments[arguments.length - 1];
requestAnimationFrame(() => requestAnimationFrame(() => done(window.keyTimes)));
";

/// Times of frames, in milliseconds.
pub struct Frames(Vec<f64>);

impl Frames {
    /// Scrolls the list of photos from top to bottom so many times.
    pub async fn scrolled(page: &Page, rounds: u32) -> Result<Self> {
        let mut times = Vec::new();
        for _ in 0..rounds {
            times.extend(numbers(page, SCROLL).await?);
        }
        Ok(Self(times))
    }

    /// Types where the focus is, key by key, and gives the times from key to frame.
    pub async fn typed(page: &Page, text: &str) -> Result<Self> {
        page.run(WATCH_KEYS).await?;
        for key in text.chars() {
            page.keys(&key.to_string()).await?;
            tokio::time::sleep(KEY_GAP).await;
        }
        Ok(Self(numbers(page, KEY_TIMES).await?))
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// Told, not judged: other tests take the machine at the same time. docs/measurements/photos.md has quiet runs.
impl fmt::Display for Frames {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |part: usize| sorted.get(sorted.len() * part / 100).copied().unwrap_or(0.0);
        let late = sorted.iter().filter(|time| **time > SMOOTH_MS).count();
        write!(
            out,
            "{} frames: half within {:.0} ms, 95 % within {:.0} ms, the worst {:.0} ms, {late} over {SMOOTH_MS} ms",
            sorted.len(),
            at(50),
            at(95),
            sorted.last().copied().unwrap_or(0.0),
        )
    }
}

async fn numbers(page: &Page, script: &str) -> Result<Vec<f64>> {
    let value = page.run(script).await?;
    let times = value.as_array().context("a list of times")?;
    Ok(times.iter().filter_map(serde_json::Value::as_f64).collect())
}
