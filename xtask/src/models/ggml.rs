//! Writing tensors in the container that whisper.cpp reads.

use super::bytes::f32_from_f16;
use super::q5_1;
use anyhow::{Context as _, Result};

/// First word of every file: "ggml" read as a number.
pub const MAGIC: u32 = 0x6767_6d6c;

/// How a tensor's values are stored, with the container's number for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// 32-bit floats.
    F32 = 0,
    /// 16-bit floats.
    F16 = 1,
    /// 5-bit blocks.
    Q5_1 = 7,
}

/// Appends an integer of the container (32 bits, signed, little-endian).
pub fn append_number(number: usize, out: &mut Vec<u8>) -> Result<()> {
    let number = i32::try_from(number).context("a number does not fit the model file")?;
    out.extend(number.to_le_bytes());
    Ok(())
}

/// Appends the header of a tensor: rank, length of the name, storage, dimensions innermost first,
/// name. The values follow.
pub fn append_header(
    name: &str,
    shape: &[usize],
    storage: Storage,
    out: &mut Vec<u8>,
) -> Result<()> {
    append_number(shape.len(), out)?;
    append_number(name.len(), out)?;
    append_number(storage as usize, out)?;
    for dim in shape.iter().rev() {
        append_number(*dim, out)?;
    }
    out.extend(name.as_bytes());
    Ok(())
}

/// Appends half-precision values in the given storage.
pub fn append_f16_values(f16_bytes: &[u8], storage: Storage, out: &mut Vec<u8>) -> Result<()> {
    match storage {
        Storage::F16 => out.extend(f16_bytes),
        Storage::F32 => out.extend(f32_from_f16(f16_bytes).flat_map(f32::to_le_bytes)),
        Storage::Q5_1 => q5_1::append(&f32_from_f16(f16_bytes).collect::<Vec<_>>(), out)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tensor_is_written_with_its_innermost_dimension_first() {
        let mut out = Vec::new();
        append_header("ab", &[2, 3], Storage::F32, &mut out).expect("small numbers fit");
        let words = [2, 2, 0, 3, 2].map(i32::to_le_bytes).concat();
        assert_eq!(out, [words.as_slice(), b"ab"].concat(), "rank, name length, storage, 3, 2");
    }

    #[test]
    fn half_precision_widens_without_change() {
        let mut out = Vec::new();
        append_f16_values(&[0x00, 0x3c], Storage::F32, &mut out).expect("one value");
        assert_eq!(out, 1.0_f32.to_le_bytes(), "one stays one");
    }
}
