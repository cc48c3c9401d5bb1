//! Reading a CTranslate2 model file (`model.bin`).
//!
//! Layout, all little-endian: version, name of the specification, revision, number of tensors, then
//! per tensor its name, rank, dimensions, element type, byte length and bytes; at the end aliases,
//! which Whisper does not need.

use super::bytes::Reader;
use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeMap;

/// Element type numbers of the format that Whisper's weights use.
const TYPE_I16: u8 = 2;
const TYPE_F16: u8 = 4;

/// A tensor, row-major: its last dimension runs fastest.
#[derive(Clone)]
pub struct Tensor<'a> {
    /// Length of each dimension, outermost first.
    pub shape: Vec<usize>,
    element_type: u8,
    bytes: &'a [u8],
}

/// The tensors of a model by name.
pub struct Model<'a> {
    tensors: BTreeMap<String, Tensor<'a>>,
}

impl<'a> Model<'a> {
    /// Parses a whole file.
    pub fn parse(file: &'a [u8]) -> Result<Self> {
        let mut reader = Reader::new(file);
        let _version = reader.u32()?;
        let specification = string(&mut reader)?;
        ensure!(specification == "WhisperSpec", "this is not a Whisper model for CTranslate2");
        let _revision = reader.u32()?;
        let tensor_count = reader.u32()?;
        let mut tensors = BTreeMap::new();
        for _ in 0..tensor_count {
            let name = string(&mut reader)?;
            tensors.insert(name, tensor(&mut reader)?);
        }
        for _ in 0..reader.u32()? {
            let _alias = string(&mut reader)?;
            let _target = string(&mut reader)?;
        }
        ensure!(reader.is_at_end(), "there are bytes after the end of the model");
        Ok(Self { tensors })
    }

    /// The tensor of half-precision floats called `name`.
    pub fn tensor(&self, name: &str) -> Result<&Tensor<'a>> {
        let tensor = self.tensors.get(name).with_context(|| format!("no tensor {name}"))?;
        ensure!(tensor.element_type == TYPE_F16, "tensor {name} is not half precision");
        Ok(tensor)
    }

    /// The single 16-bit integer called `name`.
    pub fn number(&self, name: &str) -> Result<i16> {
        let tensor = self.tensors.get(name).with_context(|| format!("no number {name}"))?;
        match (tensor.element_type, tensor.bytes) {
            (TYPE_I16, &[low, high]) => Ok(i16::from_le_bytes([low, high])),
            _ => bail!("{name} is not one 16-bit integer"),
        }
    }

    /// How many layers `side` (`encoder` or `decoder`) has.
    pub fn layer_count(&self, side: &str) -> usize {
        (0..self.tensors.len())
            .take_while(|layer| {
                self.tensors.contains_key(&format!("{side}/layer_{layer}/ffn/linear_0/weight"))
            })
            .count()
    }
}

impl<'a> Tensor<'a> {
    /// The raw half-precision values.
    pub fn f16_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Part `index` of `count` equal parts along the first dimension.
    pub fn part(&self, index: usize, count: usize) -> Result<Self> {
        let rows = *self.shape.first().context("a single number has no parts")?;
        ensure!(rows % count == 0, "{rows} rows do not make {count} equal parts");
        let part_bytes = self.bytes.len() / count;
        let mut shape = self.shape.clone();
        shape[0] = rows / count;
        Ok(Self {
            shape,
            element_type: self.element_type,
            bytes: &self.bytes[index * part_bytes..(index + 1) * part_bytes],
        })
    }

    /// The same values as a column: one value a row.
    pub fn column(&self) -> Self {
        Self { shape: vec![self.shape.iter().product(), 1], ..self.clone() }
    }

    /// Whether every value is zero (of either sign).
    pub fn is_zero(&self) -> bool {
        self.bytes.chunks_exact(2).all(|pair| matches!(pair, [0, 0 | 0x80]))
    }
}

/// A string: a 16-bit length that counts the closing NUL, then the bytes.
fn string(reader: &mut Reader<'_>) -> Result<String> {
    let length = usize::from(reader.u16()?);
    let bytes = reader.take(length)?;
    let text = std::str::from_utf8(bytes).context("a name is not text")?;
    Ok(text.trim_end_matches('\0').to_owned())
}

fn tensor<'a>(reader: &mut Reader<'a>) -> Result<Tensor<'a>> {
    let rank = reader.u8()?;
    let shape = (0..rank).map(|_| reader.len32()).collect::<Result<Vec<_>>>()?;
    let element_type = reader.u8()?;
    let byte_count = reader.len32()?;
    let bytes = reader.take(byte_count)?;
    if element_type == TYPE_F16 {
        let expected = shape.iter().try_fold(2_usize, |size, dim| size.checked_mul(*dim));
        ensure!(expected == Some(byte_count), "a tensor's size differs from its shape");
    }
    Ok(Tensor { shape, element_type, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Vec<u8> {
        let mut bytes = u16::try_from(name.len() + 1).expect("short").to_le_bytes().to_vec();
        bytes.extend(name.as_bytes());
        bytes.push(0);
        bytes
    }

    /// A model with one 2×2 tensor of ones and zeros and one integer.
    fn small_model() -> Vec<u8> {
        let mut file = 6_u32.to_le_bytes().to_vec();
        file.extend(named("WhisperSpec"));
        file.extend(3_u32.to_le_bytes());
        file.extend(2_u32.to_le_bytes());
        file.extend(named("w"));
        file.push(2);
        file.extend(2_u32.to_le_bytes());
        file.extend(2_u32.to_le_bytes());
        file.push(TYPE_F16);
        file.extend(8_u32.to_le_bytes());
        file.extend([0x00, 0x3c, 0x00, 0x3c, 0, 0, 0x00, 0x80]);
        file.extend(named("heads"));
        file.push(0);
        file.push(TYPE_I16);
        file.extend(2_u32.to_le_bytes());
        file.extend(6_i16.to_le_bytes());
        file.extend(0_u32.to_le_bytes());
        file
    }

    #[test]
    fn tensors_are_read_by_name_and_split_by_rows() {
        let file = small_model();
        let model = Model::parse(&file).expect("the model is whole");
        let tensor = model.tensor("w").expect("the tensor is there");
        assert_eq!(tensor.shape, [2, 2], "the shape is read outermost first");
        assert_eq!(model.number("heads").expect("the number is there"), 6, "integers are read");
        let (first, second) = (tensor.part(0, 2), tensor.part(1, 2));
        assert!(!first.expect("two rows split in two").is_zero(), "the first row holds ones");
        assert!(second.expect("two rows split in two").is_zero(), "minus zero is zero too");
        assert!(tensor.part(0, 3).is_err(), "two rows do not make three parts");
    }

    #[test]
    fn a_file_cut_anywhere_is_refused() {
        let file = small_model();
        for length in 0..file.len() {
            assert!(Model::parse(&file[..length]).is_err(), "{length} bytes are not a model");
        }
    }
}
