//! Why a network cannot be read or run. Only the network's own structure is named.

/// Why a file is not a network that this engine runs.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no ONNX file.
    #[error("the file is no ONNX model")]
    Format,
    /// A layer is of a kind, or has a setting, that is not known here.
    #[error("layer {0} is not supported")]
    Layer(String),
    /// The file has no such output.
    #[error("the network has no output {0}")]
    Output(String),
}

/// Why a network could not be run on a picture.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The picture is empty or has not the pixels that its size says.
    #[error("the picture has not the pixels that its size says")]
    Picture,
    /// The picture's edges are no multiples of what the network halves them by.
    #[error("the picture's edges do not fit the network")]
    Edges,
}
