//! Files with one JSON object a line.

use std::io::{BufRead, Read as _};

use anyhow::{Result, bail};
use serde::de::DeserializeOwned;

use crate::files;

/// Longest line that is read, in bytes: 16 MiB.
///
/// Source: judgement; the longest text that the engine takes, with every letter as a JSON escape,
/// is far shorter. More is not a file of texts.
const LINE_BYTES_MAX: u64 = 16 << 20;

/// Gives each line that is not empty to `take`, with its number from 1 on.
///
/// # Errors
/// Of reading, of a line that is too long or not what it should be, and of `take`.
pub fn each<T: DeserializeOwned>(
    mut input: impl BufRead,
    what: &'static str,
    mut take: impl FnMut(u64, T) -> Result<()>,
) -> Result<()> {
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        let count = input.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes);
        let count = count.map_err(|cause| files::failed(what, "read", &cause))?;
        if count == 0 {
            break;
        }
        if u64::try_from(count).is_ok_and(|count| count == LINE_BYTES_MAX) {
            bail!("line {number} is longer than the {LINE_BYTES_MAX} bytes that are taken");
        }
        if !bytes.trim_ascii().is_empty() {
            take(number, parse(&bytes, number)?)?;
        }
    }
    Ok(())
}

/// The parser's own words are left out: they quote the line.
fn parse<T: DeserializeOwned>(bytes: &[u8], number: u64) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|cause| {
        let column = cause.column();
        let what = match cause.classify() {
            serde_json::error::Category::Data => "has not the fields that are wanted",
            serde_json::error::Category::Eof => "is cut off",
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => "is not JSON",
        };
        anyhow::anyhow!("line {number} {what} (column {column}); nothing was written")
    })
}
