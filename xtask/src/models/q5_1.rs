//! The 5-bit block format `q5_1` of ggml, with its reference rounding.
//!
//! Source: `quantize_row_q5_1_ref` in ggml 0.9 (whisper.cpp 1.8): 32 values become a scale and a
//! minimum in half precision, 32 high bits and 16 bytes of low nibbles.

use anyhow::{Result, ensure};
use half::f16;

/// Values in a block.
pub const BLOCK_VALUES: usize = 32;

const HALF_BLOCK: usize = BLOCK_VALUES / 2;
const LEVEL_MAX: f32 = 31.0;

/// Appends `values` to `out`, block by block; their number must be a multiple of [`BLOCK_VALUES`].
pub fn append(values: &[f32], out: &mut Vec<u8>) -> Result<()> {
    let (blocks, rest) = values.as_chunks::<BLOCK_VALUES>();
    ensure!(rest.is_empty(), "{} values do not fill whole blocks", values.len());
    for block in blocks {
        append_block(block, out);
    }
    Ok(())
}

fn append_block(values: &[f32; BLOCK_VALUES], out: &mut Vec<u8>) {
    let low = values.iter().copied().fold(f32::INFINITY, f32::min);
    let high = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let scale = (high - low) / LEVEL_MAX;
    let inverse = if scale == 0.0 { 0.0 } else { 1.0 / scale };
    let mut nibbles = [0_u8; HALF_BLOCK];
    let mut high_bits = 0_u32;
    for index in 0..HALF_BLOCK {
        let first = level((values[index] - low) * inverse);
        let second = level((values[index + HALF_BLOCK] - low) * inverse);
        nibbles[index] = (first & 15) | ((second & 15) << 4);
        high_bits |= u32::from(first >> 4 & 1) << index;
        high_bits |= u32::from(second >> 4 & 1) << (index + HALF_BLOCK);
    }
    out.extend(f16::from_f32(scale).to_le_bytes());
    out.extend(f16::from_f32(low).to_le_bytes());
    out.extend(high_bits.to_le_bytes());
    out.extend(nibbles);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value lies within 0 and 31, and ggml rounds by adding a half and cutting off"
)]
fn level(scaled: f32) -> u8 {
    (scaled + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_uses_every_level_once() {
        let ramp: Vec<f32> = (0_u8..32).map(f32::from).collect();
        let mut out = Vec::new();
        append(&ramp, &mut out).expect("32 values are a block");

        assert_eq!(out.len(), 24, "a block is 24 bytes");
        assert_eq!(out[..4], [0x00, 0x3c, 0x00, 0x00], "scale one, minimum zero");
        assert_eq!(
            out[4..8],
            0xffff_0000_u32.to_le_bytes(),
            "levels from 16 on carry the high bit"
        );
        assert_eq!((out[8], out[23]), (0x00, 0xff), "value i and value i + 16 share a byte");
    }

    #[test]
    fn equal_values_become_level_zero() {
        let mut out = Vec::new();
        append(&[2.5; 32], &mut out).expect("32 values are a block");
        assert_eq!(out[..2], [0, 0], "the scale is zero");
        assert!(out[4..].iter().all(|byte| *byte == 0), "no level is set");
    }

    #[test]
    fn an_odd_number_of_values_is_refused() {
        assert!(append(&[0.0; 31], &mut Vec::new()).is_err(), "31 values are no block");
    }
}
