//! What a network takes on one picture: CPU milliseconds a run, and largest memory.
//!
//! `cargo run --release -p field-convnet --example speed -- MODEL.onnx WIDTH HEIGHT RUNS PIXELS OUTPUT…`
//! PIXELS is a file of three bytes a pixel, or `-` for made ones. With `DUMP=FILE` in place of RUNS the first
//! run's numbers are written there, to be compared with another engine's.
#![expect(clippy::print_stdout, reason = "the results are what the program is for")]

use anyhow::{Context as _, Result};
use field_convnet::Network;
use rustix::time::{ClockId, clock_gettime};

fn cpu_ms() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "some seconds")]
    let ms = now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6;
    ms
}

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, width, height, runs, pixels, outputs @ ..] = words.as_slice() else {
        anyhow::bail!("see the head of speed.rs")
    };
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let network = Network::read(&std::fs::read(file)?, &outputs)?;
    let (width, height): (usize, usize) = (width.parse()?, height.parse()?);
    let bytes = match pixels.as_str() {
        "-" => (0..width * height * 3)
            .map(|at| u8::try_from(at * 7919 % 251))
            .collect::<Result<Vec<u8>, _>>()?,
        file => std::fs::read(file)?,
    };
    // The text network wants numbers from -1 to 1, the face network bytes.
    let is_text = outputs.len() == 1;
    let number = |byte: u8| {
        let byte = f32::from(byte);
        if is_text { byte / 127.5 - 1.0 } else { byte }
    };
    let pixels = || bytes.as_chunks::<3>().0.iter().map(|pixel| pixel.map(number));
    let first = network.run((width, height), pixels())?;
    if let Some(dump) = runs.strip_prefix("DUMP=") {
        let numbers = first.iter().flat_map(|planes| &planes.numbers);
        let bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        return std::fs::write(dump, bytes).context("the dump cannot be written");
    }
    let mut times = Vec::new();
    for _ in 0..runs.parse::<usize>()? {
        let begin = cpu_ms();
        network.run((width, height), pixels())?;
        times.push(cpu_ms() - begin);
    }
    times.sort_by(f64::total_cmp);
    println!("CPU ms: least {:.1}, middle {:.1}", times[0], times[times.len() / 2]);
    let status = std::fs::read_to_string("/proc/self/status")?;
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    Ok(())
}
