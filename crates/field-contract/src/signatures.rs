//! Signing an inspection.

use field_domain::{InspectionId, SignatureMeaning};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Signs. Strokes stay on this device; the name leaves as a token.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignatureSaveArgs {
    /// Which inspection.
    pub inspection: InspectionId,
    /// What the signature stands for.
    pub meaning: SignatureMeaning,
    /// Who signs.
    pub signer_name: String,
    /// The strokes; empty if the name was typed and confirmed.
    pub strokes: Vec<Vec<StrokePoint>>,
}

/// A point of a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StrokePoint {
    /// Fraction of the pad's width.
    pub x: f32,
    /// Fraction of the pad's height.
    pub y: f32,
    /// Milliseconds since the first point.
    pub ms: u32,
}

/// Asks for the strokes of a signature on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignatureArgs {
    /// Which inspection.
    pub inspection: InspectionId,
    /// What the signature stands for.
    pub meaning: SignatureMeaning,
}

/// The strokes of a signature.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignatureStrokes {
    /// Empty if the name was typed.
    pub strokes: Vec<Vec<StrokePoint>>,
}
