//! Reading a safetensors file of 32-bit floats.
//!
//! Layout: length of the header (64 bits), header as JSON (per tensor: type, shape, first and last
//! byte), values.

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use std::collections::HashMap;

/// The tensors of a file by name.
pub struct Tensors<'a> {
    header: HashMap<String, Entry>,
    values: &'a [u8],
}

/// A tensor of 32-bit floats, row-major.
pub struct Tensor<'a> {
    /// Length of each dimension, outermost first.
    pub shape: Vec<usize>,
    /// The values, little-endian.
    pub f32_bytes: &'a [u8],
}

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (usize, usize),
}

impl<'a> Tensors<'a> {
    /// Reads the header of a file.
    pub fn parse(file: &'a [u8]) -> Result<Self> {
        let (length, rest) = file.split_first_chunk::<8>().context("the file has no header")?;
        let length =
            usize::try_from(u64::from_le_bytes(*length)).context("the header is too long")?;
        let (json, values) = rest.split_at_checked(length).context("the header is cut off")?;
        let all: HashMap<String, serde_json::Value> =
            serde_json::from_slice(json).context("the header is not JSON")?;
        let header = all
            .into_iter()
            .filter(|(name, _)| name != "__metadata__")
            .map(|(name, entry)| Ok((name, serde_json::from_value(entry)?)))
            .collect::<Result<_>>()
            .context("the header describes no tensors")?;
        Ok(Self { header, values })
    }

    /// The tensor called `name`.
    pub fn get(&self, name: &str) -> Result<Tensor<'a>> {
        let entry = self.header.get(name).with_context(|| format!("no tensor {name}"))?;
        ensure!(entry.dtype == "F32", "tensor {name} is not of 32-bit floats");
        let (start, end) = entry.data_offsets;
        let f32_bytes =
            self.values.get(start..end).with_context(|| format!("tensor {name} is cut off"))?;
        ensure!(
            f32_bytes.len() == 4 * entry.shape.iter().product::<usize>(),
            "the size of tensor {name} differs from its shape"
        );
        Ok(Tensor { shape: entry.shape.clone(), f32_bytes })
    }
}

impl Tensor<'_> {
    /// The values in order.
    pub fn values(&self) -> impl Iterator<Item = f32> {
        let (words, _) = self.f32_bytes.as_chunks::<4>();
        words.iter().map(|word| f32::from_le_bytes(*word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        let header =
            br#"{"__metadata__":{"a":"b"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
        let mut file = u64::try_from(header.len()).expect("short").to_le_bytes().to_vec();
        file.extend(header);
        file.extend(1.5_f32.to_le_bytes());
        file
    }

    #[test]
    fn a_tensor_is_found_by_name() {
        let file = file();
        let tensors = Tensors::parse(&file).expect("the file is whole");
        let values: Vec<f32> = tensors.get("w").expect("it is there").values().collect();
        assert_eq!(values, [1.5], "the values are read");
        assert!(tensors.get("x").is_err(), "a missing tensor is an error");
    }

    #[test]
    fn a_cut_file_is_refused() {
        let file = file();
        for length in 0..file.len() {
            let found = Tensors::parse(&file[..length]).and_then(|all| all.get("w").map(|_| ()));
            assert!(found.is_err(), "{length} bytes do not hold the tensor");
        }
    }
}
