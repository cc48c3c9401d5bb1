//! Little-endian reading of binary model files, with every length checked.

use anyhow::{Context as _, Result};

/// Reads a byte slice from front to back; a short file is an error, never a panic.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the first byte of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next `len` bytes.
    pub fn take(&mut self, len: usize) -> Result<&'a [u8]> {
        let (taken, rest) =
            self.rest.split_at_checked(len).context("the file ends in the middle of a field")?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next unsigned byte.
    pub fn u8(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// The next 16-bit unsigned integer.
    pub fn u16(&mut self) -> Result<u16> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    /// The next 32-bit unsigned integer.
    pub fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// The next 32-bit unsigned integer, as a length.
    pub fn len32(&mut self) -> Result<usize> {
        usize::try_from(self.u32()?).context("a length does not fit this machine")
    }

    /// Whether everything was read.
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        Ok(self.take(N)?.try_into().expect("take returns exactly N bytes"))
    }
}

/// Half-precision values as 32-bit floats.
pub fn f32_from_f16(bytes: &[u8]) -> impl Iterator<Item = f32> {
    bytes.chunks_exact(2).map(|pair| half::f16::from_le_bytes([pair[0], pair[1]]).to_f32())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_file_is_an_error_and_not_a_panic() {
        let mut reader = Reader::new(&[1, 0, 2]);
        assert_eq!(reader.u16().expect("two bytes are there"), 1, "integers are little-endian");
        assert!(reader.u32().is_err(), "one byte is not a 32-bit integer");
        assert!(!reader.is_at_end(), "a refused read takes nothing");
    }
}
