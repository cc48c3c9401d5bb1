//! From Silero's voice-activity weights (safetensors) to whisper.cpp's file.
//!
//! Source: the reader in whisper.cpp 1.8 (`whisper_vad_init_from_file`); the result has one pinned
//! hash.

use super::ggml::{self, Storage};
use super::safetensors::{Tensor, Tensors};
use anyhow::Result;
use half::f16;

/// Model type, as whisper.cpp prints it.
const MODEL_TYPE: &str = "silero-16k";
/// Version of the model: 6.2.0.
const VERSION: [usize; 3] = [6, 2, 0];
/// Samples of a window, and of the context before it.
const WINDOW_AND_CONTEXT: [usize; 2] = [512, 64];
/// Input and output channels of the four encoder layers; each looks at three steps.
const ENCODER: [[usize; 2]; 4] = [[129, 128], [128, 64], [64, 64], [64, 128]];
const KERNEL: usize = 3;
/// Recurrent input and hidden size, then input and output of the last layer.
const TAIL: [usize; 4] = [128, 128, 128, 1];

/// Builds the model file out of `silero_vad_16k.safetensors`.
pub fn convert(safetensors: &[u8]) -> Result<Vec<u8>> {
    let tensors = Tensors::parse(safetensors)?;
    let mut file = ggml::MAGIC.to_le_bytes().to_vec();
    ggml::append_number(MODEL_TYPE.len(), &mut file)?;
    file.extend(MODEL_TYPE.as_bytes());
    for number in VERSION.into_iter().chain(WINDOW_AND_CONTEXT).chain([ENCODER.len()]) {
        ggml::append_number(number, &mut file)?;
    }
    for number in ENCODER.into_iter().flat_map(|[from, to]| [from, to, KERNEL]).chain(TAIL) {
        ggml::append_number(number, &mut file)?;
    }
    for layer in 0..ENCODER.len() {
        for (part, storage) in [("weight", Storage::F16), ("bias", Storage::F32)] {
            let tensor = tensors.get(&format!("conv{}.{part}", layer + 1))?;
            let name = format!("_model.encoder.{layer}.reparam_conv.{part}");
            append(&name, &tensor.shape, &tensor, storage, &mut file)?;
        }
    }
    for part in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"] {
        let tensor = tensors.get(&format!("lstm_cell.{part}"))?;
        append(
            &format!("_model.decoder.rnn.{part}"),
            &tensor.shape,
            &tensor,
            Storage::F32,
            &mut file,
        )?;
    }
    let weight = tensors.get("final_conv.weight")?;
    let flat = [weight.shape.iter().product()];
    append("_model.decoder.decoder.2.weight", &flat, &weight, Storage::F16, &mut file)?;
    let bias = tensors.get("final_conv.bias")?;
    append("_model.decoder.decoder.2.bias", &[], &bias, Storage::F32, &mut file)?;
    let stft = tensors.get("stft_conv.weight")?;
    append("_model.stft.forward_basis_buffer", &stft.shape, &stft, Storage::F16, &mut file)?;
    Ok(file)
}

fn append(
    name: &str,
    shape: &[usize],
    tensor: &Tensor<'_>,
    storage: Storage,
    file: &mut Vec<u8>,
) -> Result<()> {
    ggml::append_header(name, shape, storage, file)?;
    if storage == Storage::F32 {
        file.extend(tensor.f32_bytes);
    } else {
        file.extend(tensor.values().flat_map(|value| f16::from_f32(value).to_le_bytes()));
    }
    Ok(())
}
