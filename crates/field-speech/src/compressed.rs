//! Taking the samples out of a compressed file: MP3, M4A with AAC, FLAC, Ogg with Vorbis.
//!
//! The decoders are in safe Rust and meet whatever a person drops on them. A file that makes one of
//! them panic is a file that cannot be read; nothing else happens.

use crate::decode::{CHANNELS_MAX, PIECE_FRAMES, RATES_HZ};
use crate::resample::To16Khz;
use crate::samples::{RECORDING_MS_MAX, SAMPLES_PER_MS, Samples};
use crate::wav::AudioError;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use zeroize::Zeroizing;

/// Packets in a row that may be damaged before the file counts as unreadable.
///
/// Source: judgement; a lost second of MP3 has 38.
const BAD_PACKETS_MAX: usize = 40;

pub(crate) fn samples_from(bytes: &[u8]) -> Result<Samples, AudioError> {
    catch_unwind(AssertUnwindSafe(|| decode(bytes))).unwrap_or(Err(AudioError::NotAudio))
}

fn decode(bytes: &[u8]) -> Result<Samples, AudioError> {
    let source =
        MediaSourceStream::new(Box::new(Cursor::new(bytes)), MediaSourceStreamOptions::default());
    let mut format = symphonia::default::get_probe()
        .probe(&Hint::new(), source, FormatOptions::default(), MetadataOptions::default())
        .map_err(|_| AudioError::NotAudio)?;
    let track = format.default_track(TrackType::Audio).ok_or(AudioError::NotAudio)?;
    let track_id = track.id;
    let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
    let parameters = parameters.ok_or(AudioError::NotAudio)?;
    if parameters.codec == CODEC_ID_OPUS {
        return Err(AudioError::Opus);
    }
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|_| AudioError::NotAudio)?;
    let mut intake = Intake::default();
    read(format.as_mut(), track_id, decoder.as_mut(), &mut intake)?;
    intake.finish()
}

fn read(
    format: &mut dyn FormatReader,
    track_id: u32,
    decoder: &mut dyn AudioDecoder,
    intake: &mut Intake,
) -> Result<(), AudioError> {
    let mut bad_packets = 0;
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            // A recorder that died leaves a file without an end; what came before it is sound.
            Ok(None) | Err(Error::IoError(_) | Error::ResetRequired) => return Ok(()),
            Err(_) => return Err(AudioError::NotAudio),
        };
        if packet.track_id != track_id {
            continue;
        }
        match decoder.decode(&packet) {
            Ok(sound) => {
                bad_packets = 0;
                intake.take(&sound)?;
            }
            Err(Error::DecodeError(_) | Error::IoError(_)) if bad_packets < BAD_PACKETS_MAX => {
                bad_packets += 1;
            }
            Err(_) => return Err(AudioError::NotAudio),
        }
    }
}

/// Mixes and resamples what a decoder gives, up to the longest recording.
#[derive(Default)]
struct Intake {
    converter: Option<(u32, To16Khz)>,
    interleaved: Zeroizing<Vec<f32>>,
    mono: Zeroizing<Vec<f32>>,
    out: Zeroizing<Vec<f32>>,
}

impl Intake {
    fn take(&mut self, sound: &GenericAudioBufferRef<'_>) -> Result<(), AudioError> {
        let (rate_hz, planes) = (sound.spec().rate(), sound.num_planes());
        let channels = u16::try_from(planes).unwrap_or(u16::MAX);
        let unusual = AudioError::Unusual { channels, rate_hz };
        if !RATES_HZ.contains(&rate_hz) || !(1..=CHANNELS_MAX).contains(&channels) {
            return Err(unusual);
        }
        if self.converter.as_ref().is_none_or(|(known_hz, _)| *known_hz != rate_hz) {
            if self.converter.is_some() {
                return Err(unusual);
            }
            self.converter = Some((rate_hz, To16Khz::new(rate_hz).ok_or(unusual)?));
        }
        sound.copy_to_vec_interleaved(&mut self.interleaved);
        self.mono.clear();
        self.mono.extend(
            self.interleaved
                .chunks_exact(planes)
                .map(|frame| frame.iter().sum::<f32>() / f32::from(channels)),
        );
        let limit = RECORDING_MS_MAX as usize * SAMPLES_PER_MS;
        if let Some((_, converter)) = &mut self.converter {
            for piece in self.mono.chunks(PIECE_FRAMES) {
                converter.push(piece, &mut self.out);
                if self.out.len() > limit + SAMPLES_PER_MS {
                    // The whole length is known only at the end, which nobody waits for.
                    let found_ms = u64::from(RECORDING_MS_MAX) + 1;
                    return Err(AudioError::TooLong { found_ms, limit_ms: RECORDING_MS_MAX });
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Samples, AudioError> {
        if let Some((_, converter)) = &mut self.converter {
            converter.finish(&mut self.out);
        }
        Samples::new(std::mem::take(&mut *self.out)).ok_or(AudioError::Empty)
    }
}
