//! A speech model with 5 bits a weight, laid out anew with 8 for the multiplication.
//!
//! The file that travels is small (`q5_1`); the processor multiplies `q8_0` faster: a short note takes
//! a quarter less CPU (docs/measurements/voice.md). Eight bits hold what five said to within half a
//! step of 1/127 of a block's largest value, so the words stay the same.
//!
//! Source of both layouts: `block_q5_1` and `block_q8_0` in ggml 0.9 (whisper.cpp 1.8).

use half::f16;

/// "ggml" as whisper.cpp writes it.
const MAGIC: u32 = 0x6767_6d6c;
/// Numbers of the header after the magic; the last one is the file's type.
const PARAMETERS: usize = 11;
/// File types: version 2 of the block formats (2000) and the format of most tensors.
const FILE_TYPE_Q5_1: u32 = 2009;
const FILE_TYPE_Q8_0: u32 = 2007;
/// Tensor types.
const TENSOR_F32: u32 = 0;
const TENSOR_F16: u32 = 1;
const TENSOR_Q5_1: u32 = 7;
const TENSOR_Q8_0: u32 = 8;
/// Values of a block in both formats.
const BLOCK_VALUES: usize = 32;
/// Bytes of a block: two halves (scale, minimum), the high bits, the low nibbles.
const Q5_1_BYTES: usize = 2 + 2 + 4 + BLOCK_VALUES / 2;
/// Bytes of a block: a half (scale) and the values.
const Q8_0_BYTES: usize = 2 + BLOCK_VALUES;
/// Most dimensions of a tensor in ggml.
const DIMENSIONS_MAX: u32 = 4;

/// The model with its `q5_1` tensors as `q8_0`, or `None` if it is not such a file: then it is used
/// as it is, and whisper.cpp judges it.
pub(crate) fn q8_0_from_q5_1(file: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { rest: file };
    let mut out = Vec::with_capacity(file.len() / Q5_1_BYTES * Q8_0_BYTES);
    if reader.number()? != MAGIC {
        return None;
    }
    out.extend(MAGIC.to_le_bytes());
    let parameters = reader.take((PARAMETERS - 1) * 4)?;
    if reader.number()? != FILE_TYPE_Q5_1 {
        return None;
    }
    out.extend_from_slice(parameters);
    out.extend(FILE_TYPE_Q8_0.to_le_bytes());
    copy_filters_and_words(&mut reader, &mut out)?;
    while !reader.rest.is_empty() {
        copy_tensor(&mut reader, &mut out)?;
    }
    Some(out)
}

fn copy_filters_and_words(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Option<()> {
    let (mels, bins) = (reader.number()?, reader.number()?);
    out.extend(mels.to_le_bytes());
    out.extend(bins.to_le_bytes());
    out.extend_from_slice(reader.take(length(&[mels, bins])?.checked_mul(4)?)?);
    let words = reader.number()?;
    out.extend(words.to_le_bytes());
    for _ in 0..words {
        let bytes = reader.number()?;
        out.extend(bytes.to_le_bytes());
        out.extend_from_slice(reader.take(usize::try_from(bytes).ok()?)?);
    }
    Some(())
}

fn copy_tensor(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Option<()> {
    let (rank, name_bytes, kind) = (reader.number()?, reader.number()?, reader.number()?);
    if rank > DIMENSIONS_MAX {
        return None;
    }
    let shape = (0..rank).map(|_| reader.number()).collect::<Option<Vec<u32>>>()?;
    let name = reader.take(usize::try_from(name_bytes).ok()?)?;
    let values = length(&shape)?;
    let new_kind = if kind == TENSOR_Q5_1 { TENSOR_Q8_0 } else { kind };
    for number in [rank, name_bytes, new_kind].into_iter().chain(shape) {
        out.extend(number.to_le_bytes());
    }
    out.extend_from_slice(name);
    match kind {
        TENSOR_F32 => out.extend_from_slice(reader.take(values.checked_mul(4)?)?),
        TENSOR_F16 => out.extend_from_slice(reader.take(values.checked_mul(2)?)?),
        TENSOR_Q5_1 if values % BLOCK_VALUES == 0 => {
            let bytes = (values / BLOCK_VALUES).checked_mul(Q5_1_BYTES)?;
            let (blocks, _) = reader.take(bytes)?.as_chunks::<Q5_1_BYTES>();
            for block in blocks {
                append_block(block, out);
            }
        }
        _ => return None,
    }
    Some(())
}

fn append_block(block: &[u8; Q5_1_BYTES], out: &mut Vec<u8>) {
    let scale = f16::from_le_bytes([block[0], block[1]]).to_f32();
    let lowest = f16::from_le_bytes([block[2], block[3]]).to_f32();
    let high_bits = u32::from_le_bytes([block[4], block[5], block[6], block[7]]);
    let mut values = [0.0_f32; BLOCK_VALUES];
    for (index, nibbles) in block[8..].iter().enumerate() {
        let high = |at: usize| u8::from(high_bits >> at & 1 == 1) << 4;
        let behind = index + BLOCK_VALUES / 2;
        values[index] = f32::from(nibbles & 15 | high(index)) * scale + lowest;
        values[behind] = f32::from(nibbles >> 4 | high(behind)) * scale + lowest;
    }
    let largest = values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    let step = largest / f32::from(i8::MAX);
    let inverse = if step == 0.0 { 0.0 } else { 1.0 / step };
    out.extend(f16::from_f32(step).to_le_bytes());
    out.extend(values.iter().map(|value| whole(value * inverse).to_le_bytes()[0]));
}

#[expect(clippy::cast_possible_truncation, reason = "the value lies within -127 and 127")]
fn whole(scaled: f32) -> i8 {
    scaled.round() as i8
}

/// Values of a tensor of this shape.
fn length(shape: &[u32]) -> Option<usize> {
    shape.iter().try_fold(1_usize, |all, dim| all.checked_mul(usize::try_from(*dim).ok()?))
}

/// Reads from front to back; a short file is `None`, never a panic.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(scale: f32, lowest: f32, levels: [u8; BLOCK_VALUES]) -> Vec<u8> {
        let mut high_bits = 0_u32;
        for (at, level) in levels.iter().enumerate() {
            high_bits |= u32::from(level >> 4) << at;
        }
        let mut out = f16::from_f32(scale).to_le_bytes().to_vec();
        out.extend(f16::from_f32(lowest).to_le_bytes());
        out.extend(high_bits.to_le_bytes());
        out.extend((0..16).map(|at| levels[at] & 15 | (levels[at + 16] & 15) << 4));
        out
    }

    /// A file with one word, one f32 tensor and one q5_1 tensor of a block.
    fn small_file() -> Vec<u8> {
        let mut numbers = vec![MAGIC];
        numbers.extend([0; PARAMETERS - 1]);
        numbers.extend([FILE_TYPE_Q5_1, 1, 2]);
        let mut file: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
        file.extend([0; 8]);
        file.extend(1_u32.to_le_bytes());
        file.extend(3_u32.to_le_bytes());
        file.extend(b"one");
        file.extend([1, 1, TENSOR_F32, 2].into_iter().flat_map(u32::to_le_bytes));
        file.push(b'b');
        file.extend([7; 8]);
        file.extend([2, 1, TENSOR_Q5_1, 32, 1].into_iter().flat_map(u32::to_le_bytes));
        file.push(b'w');
        file.extend(block(0.5, -4.0, std::array::from_fn(|at| u8::try_from(at).expect("small"))));
        file
    }

    #[test]
    fn weights_keep_their_values_to_half_a_step() {
        let out = q8_0_from_q5_1(&small_file()).expect("the file is whole");
        assert_eq!(out[44..48], FILE_TYPE_Q8_0.to_le_bytes(), "the header names the new format");
        let (_, block) = out.split_at(out.len() - Q8_0_BYTES);
        let step = f16::from_le_bytes([block[0], block[1]]).to_f32();
        for (at, byte) in block[2..].iter().enumerate() {
            let value = f32::from(i8::from_le_bytes([*byte])) * step;
            let expected = f32::from(u8::try_from(at).expect("small")) * 0.5 - 4.0;
            assert!((value - expected).abs() <= step * 0.51, "{at}: {value} is {expected}");
        }
    }

    #[test]
    fn everything_else_is_copied() {
        let (before, after) = (small_file(), q8_0_from_q5_1(&small_file()).expect("whole"));
        assert_eq!(before[48..100], after[48..100], "filters, words and the tensor of floats");
    }

    #[test]
    fn another_file_and_a_cut_one_are_left_alone() {
        assert!(q8_0_from_q5_1(b"no model").is_none(), "not ours");
        let file = small_file();
        // A file may end between its tensors; whisper.cpp then says which one is missing.
        let whole = [44 + 4 + 8 + 8 + 4 + 4 + 3, 44 + 4 + 8 + 8 + 4 + 4 + 3 + 16 + 1 + 8];
        for length in 0..file.len() {
            let is_taken = q8_0_from_q5_1(&file[..length]).is_some();
            assert_eq!(is_taken, whole.contains(&length), "{length} bytes");
        }
    }
}
