//! From a CTranslate2 Whisper model to whisper.cpp's file, quantised to 5 bits.
//!
//! No package registry holds whisper.cpp's own files, so the published weights are taken from a
//! package that has them for another engine and laid out anew. Order and rounding are fixed: the
//! result has one pinned hash.

use super::ct2::{Model, Tensor};
use super::ggml::{self, Storage};
use super::{mel, vocabulary};
use anyhow::{Context as _, Result, ensure};

/// The container's word for "5-bit blocks, version 2 of the block layouts".
const FILE_TYPE_Q5_1: usize = 2009;

/// Tensors that whisper.cpp wants as 32-bit floats although they have two dimensions.
const KEPT_F32: [&str; 4] = [
    "encoder.conv1.bias",
    "encoder.conv2.bias",
    "encoder.positional_embedding",
    "decoder.positional_embedding",
];

/// Builds the model file out of `model.bin` and `tokenizer.json`.
pub fn convert(model_bin: &[u8], tokenizer_json: &[u8]) -> Result<Vec<u8>> {
    let model = Model::parse(model_bin)?;
    let mut file = Vec::new();
    append_parameters(&model, &mut file)?;
    let tokens = vocabulary::tokens(tokenizer_json)?;
    ggml::append_number(tokens.len(), &mut file)?;
    for token in tokens {
        ggml::append_number(token.len(), &mut file)?;
        file.extend(token);
    }
    Writer { model: &model, file: &mut file }.all()?;
    Ok(file)
}

/// The sizes of the model, and the mel filters.
fn append_parameters(model: &Model<'_>, file: &mut Vec<u8>) -> Result<()> {
    let size = |name: &str, dim: usize| -> Result<usize> {
        model.tensor(name)?.shape.get(dim).copied().with_context(|| format!("{name} is too flat"))
    };
    let state = size("decoder/embeddings/weight", 1)?;
    let heads = usize::try_from(model.number("encoder/num_heads")?).context("heads below zero")?;
    let mels = size("encoder/conv1/weight", 1)?;
    file.extend(ggml::MAGIC.to_le_bytes());
    for number in [
        size("decoder/embeddings/weight", 0)?,
        size("encoder/position_encodings/encodings", 0)?,
        state,
        heads,
        model.layer_count("encoder"),
        size("decoder/position_encodings/encodings", 0)?,
        state,
        heads,
        model.layer_count("decoder"),
        mels,
        FILE_TYPE_Q5_1,
        mels,
        usize::from(mel::BINS),
    ] {
        ggml::append_number(number, file)?;
    }
    let mels = u16::try_from(mels).context("too many mel filters")?;
    file.extend(mel::filters(mels).into_iter().flat_map(f32::to_le_bytes));
    Ok(())
}

/// Writes the tensors of a model in the file's order.
struct Writer<'a, 'm> {
    model: &'a Model<'m>,
    file: &'a mut Vec<u8>,
}

impl Writer<'_, '_> {
    fn all(&mut self) -> Result<()> {
        for side in ["decoder", "encoder"] {
            let from = format!("{side}/position_encodings/encodings");
            self.copy(&format!("{side}.positional_embedding"), &from)?;
        }
        self.copy("decoder.token_embedding.weight", "decoder/embeddings/weight")?;
        self.blocks("decoder")?;
        self.norm("decoder.ln", "decoder/layer_norm")?;
        for conv in ["conv1", "conv2"] {
            self.copy(&format!("encoder.{conv}.weight"), &format!("encoder/{conv}/weight"))?;
            let bias = self.model.tensor(&format!("encoder/{conv}/bias"))?.column();
            self.append(&format!("encoder.{conv}.bias"), &bias)?;
        }
        self.blocks("encoder")?;
        self.norm("encoder.ln_post", "encoder/layer_norm")
    }

    fn blocks(&mut self, side: &str) -> Result<()> {
        for layer in 0..self.model.layer_count(side) {
            let to = format!("{side}.blocks.{layer}");
            let from = format!("{side}/layer_{layer}");
            self.norm(&format!("{to}.mlp_ln"), &format!("{from}/ffn/layer_norm"))?;
            self.linear(&format!("{to}.mlp.0"), &format!("{from}/ffn/linear_0"))?;
            self.linear(&format!("{to}.mlp.2"), &format!("{from}/ffn/linear_1"))?;
            let own = format!("{from}/self_attention");
            self.norm(&format!("{to}.attn_ln"), &format!("{own}/layer_norm"))?;
            self.self_attention(&format!("{to}.attn"), &own)?;
            if side == "decoder" {
                let cross = format!("{from}/attention");
                self.norm(&format!("{to}.cross_attn_ln"), &format!("{cross}/layer_norm"))?;
                self.cross_attention(&format!("{to}.cross_attn"), &cross)?;
            }
        }
        Ok(())
    }

    /// Query, key and value are one matrix in CTranslate2.
    fn self_attention(&mut self, to: &str, from: &str) -> Result<()> {
        let weight = self.model.tensor(&format!("{from}/linear_0/weight"))?;
        let bias = self.model.tensor(&format!("{from}/linear_0/bias"))?;
        self.append(&format!("{to}.query.weight"), &weight.part(0, 3)?)?;
        self.append(&format!("{to}.query.bias"), &bias.part(0, 3)?)?;
        self.key_and_value(
            to,
            [&weight.part(1, 3)?, &weight.part(2, 3)?],
            [&bias.part(1, 3)?, &bias.part(2, 3)?],
        )?;
        self.linear(&format!("{to}.out"), &format!("{from}/linear_1"))
    }

    /// Here only key and value are one matrix: they read the encoder, the query does not.
    fn cross_attention(&mut self, to: &str, from: &str) -> Result<()> {
        self.linear(&format!("{to}.query"), &format!("{from}/linear_0"))?;
        let weight = self.model.tensor(&format!("{from}/linear_1/weight"))?;
        let bias = self.model.tensor(&format!("{from}/linear_1/bias"))?;
        self.key_and_value(
            to,
            [&weight.part(0, 2)?, &weight.part(1, 2)?],
            [&bias.part(0, 2)?, &bias.part(1, 2)?],
        )?;
        self.linear(&format!("{to}.out"), &format!("{from}/linear_2"))
    }

    /// `[key, value]` each; whisper.cpp has no bias for keys, so there must be none to lose.
    fn key_and_value(
        &mut self,
        to: &str,
        weights: [&Tensor<'_>; 2],
        biases: [&Tensor<'_>; 2],
    ) -> Result<()> {
        ensure!(biases[0].is_zero(), "{to} has a bias for its keys, which has no place");
        self.append(&format!("{to}.key.weight"), weights[0])?;
        self.append(&format!("{to}.value.weight"), weights[1])?;
        self.append(&format!("{to}.value.bias"), biases[1])
    }

    fn linear(&mut self, to: &str, from: &str) -> Result<()> {
        self.copy(&format!("{to}.weight"), &format!("{from}/weight"))?;
        self.copy(&format!("{to}.bias"), &format!("{from}/bias"))
    }

    fn norm(&mut self, to: &str, from: &str) -> Result<()> {
        self.copy(&format!("{to}.weight"), &format!("{from}/gamma"))?;
        self.copy(&format!("{to}.bias"), &format!("{from}/beta"))
    }

    fn copy(&mut self, to: &str, from: &str) -> Result<()> {
        let tensor = self.model.tensor(from)?;
        self.append(to, tensor)
    }

    fn append(&mut self, name: &str, tensor: &Tensor<'_>) -> Result<()> {
        let storage = match tensor.shape.len() {
            0 | 1 => Storage::F32,
            _ if KEPT_F32.contains(&name) => Storage::F32,
            2 => Storage::Q5_1,
            _ => Storage::F16,
        };
        ggml::append_header(name, &tensor.shape, storage, self.file)?;
        ggml::append_f16_values(tensor.f16_bytes(), storage, self.file)
    }
}
