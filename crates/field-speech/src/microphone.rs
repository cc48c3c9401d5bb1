//! The machine's microphone.

use crate::recorder::{Event, RecordError};
use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};
use cpal::{
    Device, ErrorKind, FromSample, SampleFormat, SizedSample, Stream, SupportedStreamConfig,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::time::Duration;
use zeroize::Zeroizing;

/// How long the sound system may take to open the microphone.
const OPEN_TIMEOUT: Duration = Duration::from_secs(5);

/// A microphone that delivers sound until it is dropped.
pub(crate) struct Microphone {
    stream: Stream,
    rate_hz: u32,
}

impl Microphone {
    /// Opens the default microphone; its sound goes to `events` as mono. Milliseconds that did not
    /// fit into the queue are added to `lost_ms`.
    pub(crate) fn open(
        events: &SyncSender<Event>,
        lost_ms: &Arc<AtomicU32>,
    ) -> Result<Self, RecordError> {
        let (device, config) = default_microphone()?;
        let stream = match config.sample_format() {
            SampleFormat::I8 => build::<i8>(&device, &config, events, lost_ms),
            SampleFormat::I16 => build::<i16>(&device, &config, events, lost_ms),
            SampleFormat::I32 => build::<i32>(&device, &config, events, lost_ms),
            SampleFormat::U8 => build::<u8>(&device, &config, events, lost_ms),
            SampleFormat::U16 => build::<u16>(&device, &config, events, lost_ms),
            SampleFormat::F32 => build::<f32>(&device, &config, events, lost_ms),
            SampleFormat::F64 => build::<f64>(&device, &config, events, lost_ms),
            _ => return Err(RecordError::UnsupportedFormat),
        }?;
        stream.play().map_err(record_error)?;
        Ok(Self { stream, rate_hz: config.sample_rate() })
    }

    /// Samples a second that it delivers.
    pub(crate) fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Asks the device to rest or to go on. Some cannot rest; what they deliver meanwhile is dropped
    /// by the recorder, so a refusal changes nothing.
    pub(crate) fn set_paused(&self, is_paused: bool) {
        let _refused = if is_paused { self.stream.pause() } else { self.stream.play() };
    }
}

/// The default microphone and how it delivers sound.
///
/// On Linux a default device is named even where there is none; only asking for its configuration
/// tells.
pub(crate) fn default_microphone() -> Result<(Device, SupportedStreamConfig), RecordError> {
    let device = cpal::default_host().default_input_device().ok_or(RecordError::NoMicrophone)?;
    let config = device.default_input_config().map_err(record_error)?;
    Ok((device, config))
}

fn build<T>(
    device: &Device,
    config: &SupportedStreamConfig,
    events: &SyncSender<Event>,
    lost_ms: &Arc<AtomicU32>,
) -> Result<Stream, RecordError>
where
    T: SizedSample,
    f32: FromSample<T>,
{
    let channels = usize::from(config.channels().max(1));
    let rate_hz = config.sample_rate().max(1);
    let (sound, troubles, lost_ms) = (events.clone(), events.clone(), Arc::clone(lost_ms));
    device
        .build_input_stream(
            config.config(),
            move |samples: &[T], _: &_| {
                let frames = samples.len() / channels;
                // Never wait here: this runs on the sound system's own thread.
                if let Err(TrySendError::Full(_)) =
                    sound.try_send(Event::Sound(mono(samples, channels)))
                {
                    let ms = u64::try_from(frames).unwrap_or(u64::MAX) * 1000 / u64::from(rate_hz);
                    lost_ms.fetch_add(u32::try_from(ms).unwrap_or(u32::MAX), Ordering::Relaxed);
                }
            },
            move |error| match error.kind() {
                // The sound goes on: a short gap, another route, or less than real-time priority.
                ErrorKind::Xrun | ErrorKind::DeviceChanged | ErrorKind::RealtimeDenied => {}
                // If the queue is full or gone the recorder notices that no sound comes.
                _ => drop(troubles.try_send(Event::Lost)),
            },
            Some(OPEN_TIMEOUT),
        )
        .map_err(record_error)
}

/// The average of the channels.
fn mono<T>(samples: &[T], channels: usize) -> Zeroizing<Vec<f32>>
where
    T: SizedSample,
    f32: FromSample<T>,
{
    let share = 1.0 / f32::from(u16::try_from(channels).unwrap_or(u16::MAX));
    let average =
        |frame: &[T]| frame.iter().map(|value| value.to_sample::<f32>()).sum::<f32>() * share;
    Zeroizing::new(samples.chunks_exact(channels).map(average).collect())
}

fn record_error(error: cpal::Error) -> RecordError {
    match error.kind() {
        ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable => RecordError::NoMicrophone,
        ErrorKind::PermissionDenied => RecordError::PermissionDenied,
        ErrorKind::DeviceBusy => RecordError::DeviceBusy,
        ErrorKind::UnsupportedConfig => RecordError::UnsupportedFormat,
        _ => RecordError::Failed(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_averaged_whatever_the_depth() {
        assert_eq!(*mono(&[16_384_i16, 0, -16_384, -16_384], 2), [0.25, -0.5], "16 bits, stereo");
        assert_eq!(*mono(&[0.5_f32, -0.5], 1), [0.5, -0.5], "one channel stays as it is");
    }

    #[test]
    fn causes_that_a_person_can_act_on_are_told_apart() {
        for (kind, expected) in [
            (ErrorKind::DeviceNotAvailable, "no microphone"),
            (ErrorKind::PermissionDenied, "permission"),
            (ErrorKind::DeviceBusy, "another program"),
        ] {
            let shown = record_error(kind.into()).to_string();
            assert!(shown.contains(expected), "{kind:?} is shown as {shown:?}");
        }
    }
}
