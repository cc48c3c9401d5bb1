//! Recording: the microphone's sound, delivered as it comes.

use crate::intake::Intake;
use crate::microphone::{self, Microphone};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use zeroize::Zeroizing;

/// Pieces of sound that may wait for the sink; a piece is some 10 to 100 ms, so these are seconds.
///
/// Source: judgement; longer than a slow disk takes to wake up.
const QUEUE_PIECES_MAX: usize = 256;

/// Silence of the device, not of the room, after which it counts as lost: two seconds.
///
/// Source: judgement; sound systems deliver at least ten pieces a second.
const DEVICE_TIMEOUT: Duration = Duration::from_secs(2);

/// The same before the first sound, at the beginning and after a pause: ten seconds.
///
/// Source: a sound server delivered the first piece after 2.0 s; a wireless microphone that changes
/// its mode takes seconds too.
const FIRST_SOUND_TIMEOUT: Duration = Duration::from_secs(10);

/// A recording in progress.
///
/// Dropping it stops it; what was delivered stays delivered.
pub struct Recorder {
    events: SyncSender<Event>,
    shared: Arc<Shared>,
    worker: JoinHandle<()>,
    /// Taken when the recording was ended.
    ended: Option<Receiver<Recording>>,
}

/// What a recording came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recording {
    /// Length of what the sink was given, in milliseconds.
    pub duration_ms: u32,
    /// Sound that was lost because the sink was too slow, in milliseconds. Normally zero.
    pub lost_ms: u32,
    /// Why it ended.
    pub end: RecordingEnd,
}

/// Why a recording ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordingEnd {
    /// The person stopped it.
    Stopped,
    /// The longest recording was reached.
    LimitReached,
    /// The microphone was pulled out or went silent for good. What came before is kept.
    DeviceLost,
    /// The sink refused more, for example because the disk is full. What came before is kept.
    SinkRefused,
}

/// Why a recording did not begin.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// There is no microphone, or no sound system.
    #[error("no microphone was found")]
    NoMicrophone,
    /// The system does not let this program use the microphone.
    #[error("the system refused permission to use the microphone")]
    PermissionDenied,
    /// Another program holds the microphone.
    #[error("another program is using the microphone")]
    DeviceBusy,
    /// The microphone delivers sound in a form that cannot be read.
    #[error("the microphone's sample format is not supported")]
    UnsupportedFormat,
    /// The sound system failed otherwise.
    #[error("the sound system failed")]
    Failed(#[source] cpal::Error),
    /// The system gave no thread for the recording.
    #[error("no thread could be started")]
    NoThread(#[source] std::io::Error),
}

/// What reaches the recording thread.
pub(crate) enum Event {
    /// Mono sound at the device's rate.
    Sound(Zeroizing<Vec<f32>>),
    /// The device is gone.
    Lost,
    /// The person paused or went on.
    Pause(bool),
    /// The person stopped.
    Stop,
}

#[derive(Default)]
struct Shared {
    /// Loudest sample since the last look, as the bits of a float from 0 to 1.
    peak_bits: AtomicU32,
    kept_ms: AtomicU32,
    lost_ms: Arc<AtomicU32>,
    is_over: AtomicBool,
}

impl Recorder {
    /// Whether a recording could begin now: there is a microphone and it answers.
    ///
    /// # Errors
    /// [`RecordError`] says what is missing.
    pub fn check() -> Result<(), RecordError> {
        microphone::default_microphone().map(drop)
    }

    /// Begins to record from the default microphone.
    ///
    /// `sink` gets 16 kHz mono samples, some tenths of a second at a time, on the recording's own
    /// thread; if it breaks, the recording ends. It should write them away before it returns.
    ///
    /// # Errors
    /// [`RecordError`]; nothing was recorded then.
    pub fn start(
        sink: impl FnMut(&[i16]) -> ControlFlow<()> + Send + 'static,
    ) -> Result<Self, RecordError> {
        let (events, incoming) = mpsc::sync_channel(QUEUE_PIECES_MAX);
        let shared = Arc::new(Shared::default());
        let (answer, opened) = mpsc::sync_channel(1);
        let (result, ended) = mpsc::sync_channel(1);
        let (to_worker, for_worker) = (events.clone(), Arc::clone(&shared));
        let worker = thread::Builder::new()
            .name("field-recorder".into())
            .spawn(move || {
                let to_starter = ToStarter { answer, result };
                work(&to_worker, &incoming, &for_worker, &to_starter, sink);
            })
            .map_err(RecordError::NoThread)?;
        // The thread always answers before it records; if it died instead, no sound is to be had.
        opened.recv().unwrap_or(Err(RecordError::NoMicrophone))?;
        Ok(Self { events, shared, worker, ended: Some(ended) })
    }

    /// Loudness since the last call: the highest sample, 0 to 1. For a level meter.
    pub fn level(&self) -> f32 {
        f32::from_bits(self.shared.peak_bits.swap(0, Ordering::Relaxed))
    }

    /// Length of what was delivered so far, in milliseconds.
    pub fn recorded_ms(&self) -> u32 {
        self.shared.kept_ms.load(Ordering::Relaxed)
    }

    /// Whether the recording goes on. It ends by itself at the limit, or if device or sink fail.
    pub fn is_running(&self) -> bool {
        !self.shared.is_over.load(Ordering::Acquire) && !self.worker.is_finished()
    }

    /// Stops taking sound until [`Recorder::resume`].
    pub fn pause(&self) {
        self.send(Event::Pause(true));
    }

    /// Goes on after [`Recorder::pause`].
    pub fn resume(&self) {
        self.send(Event::Pause(false));
    }

    /// Ends the recording, waits until the sink has everything, and says how it went.
    pub fn stop(mut self) -> Recording {
        self.join().unwrap_or(Recording {
            duration_ms: self.recorded_ms(),
            lost_ms: 0,
            end: RecordingEnd::SinkRefused,
        })
    }

    fn send(&self, event: Event) {
        // A recording that has ended by itself hears nothing any more, which is right.
        drop(self.events.send(event));
    }

    /// `None` if it was joined before, or if the sink panicked.
    ///
    /// Waits for what was recorded, not for the thread: giving a device back to a sound server that
    /// has died can take for ever, and nothing of the recording hangs on it.
    fn join(&mut self) -> Option<Recording> {
        let ended = self.ended.take()?;
        if self.is_running() {
            self.send(Event::Stop);
        }
        ended.recv().ok()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.join();
    }
}

/// What the recording thread says to the one that started it.
struct ToStarter {
    /// Whether the device could be opened; once, at the beginning.
    answer: SyncSender<Result<(), RecordError>>,
    /// What the recording came to; once, at its end.
    result: SyncSender<Recording>,
}

/// The recording thread: owns the device, which on some systems may not change its thread.
fn work(
    events: &SyncSender<Event>,
    incoming: &Receiver<Event>,
    shared: &Shared,
    to_starter: &ToStarter,
    mut sink: impl FnMut(&[i16]) -> ControlFlow<()>,
) {
    let opened = Microphone::open(events, &shared.lost_ms).and_then(|microphone| {
        let intake = Intake::new(microphone.rate_hz()).ok_or(RecordError::UnsupportedFormat)?;
        Ok((microphone, intake))
    });
    match opened {
        Err(error) => drop(to_starter.answer.send(Err(error))),
        Ok((microphone, intake)) => {
            drop(to_starter.answer.send(Ok(())));
            let set_paused = |is_paused| microphone.set_paused(is_paused);
            let recording = record(incoming, intake, shared, &mut sink, set_paused);
            // Nobody may wait for it any more.
            let _ = to_starter.result.send(recording);
            shared.is_over.store(true, Ordering::Release);
            // Last, because it may not come back (see `Recorder::join`).
            drop(microphone);
        }
    }
}

/// Takes events until something ends the recording.
fn record(
    incoming: &Receiver<Event>,
    mut intake: Intake,
    shared: &Shared,
    sink: &mut dyn FnMut(&[i16]) -> ControlFlow<()>,
    set_paused: impl Fn(bool),
) -> Recording {
    let mut is_paused = false;
    let mut patience = FIRST_SOUND_TIMEOUT;
    let end = loop {
        match incoming.recv_timeout(patience) {
            // Some devices deliver during a pause, some fall silent; neither matters.
            Ok(Event::Sound(_)) | Err(RecvTimeoutError::Timeout) if is_paused => {}
            Ok(Event::Sound(mono)) => {
                patience = DEVICE_TIMEOUT;
                shared.raise_peak(&mono);
                let flow = deliver(intake.take(&mono), sink);
                shared.kept_ms.store(intake.kept_ms(), Ordering::Relaxed);
                if flow.is_break() {
                    break RecordingEnd::SinkRefused;
                }
                if intake.is_full() {
                    break RecordingEnd::LimitReached;
                }
            }
            Ok(Event::Pause(paused)) => {
                is_paused = paused;
                patience = FIRST_SOUND_TIMEOUT;
                set_paused(paused);
            }
            Ok(Event::Stop) => break RecordingEnd::Stopped,
            Ok(Event::Lost) | Err(_) => break RecordingEnd::DeviceLost,
        }
    };
    let mut end = end;
    if end != RecordingEnd::SinkRefused && deliver(intake.finish(), sink).is_break() {
        end = RecordingEnd::SinkRefused;
    }
    shared.kept_ms.store(intake.kept_ms(), Ordering::Relaxed);
    let lost_ms = shared.lost_ms.load(Ordering::Relaxed);
    Recording { duration_ms: intake.kept_ms(), lost_ms, end }
}

fn deliver(samples: &[i16], sink: &mut dyn FnMut(&[i16]) -> ControlFlow<()>) -> ControlFlow<()> {
    if samples.is_empty() { ControlFlow::Continue(()) } else { sink(samples) }
}

impl Shared {
    fn raise_peak(&self, mono: &[f32]) {
        let peak = mono.iter().fold(0.0_f32, |peak, value| peak.max(value.abs())).min(1.0);
        // The bits of floats that are not negative are ordered as the floats are.
        self.peak_bits.fetch_max(peak.to_bits(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(value: f32, frames: usize) -> Event {
        Event::Sound(Zeroizing::new(vec![value; frames]))
    }

    /// Plays events into a recording at 16 kHz; answers what the sink got.
    fn play(events: Vec<Event>, mut refuse_after: usize) -> (Recording, Vec<i16>, Arc<Shared>) {
        let (to, incoming) = mpsc::sync_channel(QUEUE_PIECES_MAX);
        for event in events {
            to.send(event).expect("the queue has room");
        }
        drop(to);
        let mut kept = Vec::new();
        let shared = Arc::new(Shared::default());
        let intake = Intake::new(16_000).expect("our own rate");
        let mut sink = |samples: &[i16]| {
            kept.extend_from_slice(samples);
            refuse_after -= 1;
            if refuse_after == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let recording = record(&incoming, intake, &shared, &mut sink, |_| {});
        (recording, kept, shared)
    }

    #[test]
    fn sound_reaches_the_sink_in_order_until_it_is_stopped() {
        let events = vec![sound(0.5, 160), sound(-1.0, 160), Event::Stop, sound(0.1, 160)];
        let (recording, kept, shared) = play(events, 99);
        assert_eq!(recording.end, RecordingEnd::Stopped, "the person stopped it");
        assert_eq!((recording.duration_ms, kept.len()), (20, 320), "what came later is not kept");
        assert_eq!((kept.first(), kept.last()), (Some(&16_384), Some(&-32_767)), "in order");
        let peak_bits = shared.peak_bits.load(Ordering::Relaxed);
        assert_eq!(peak_bits, 1.0_f32.to_bits(), "the level meter shows the loudest sample");
    }

    #[test]
    fn a_pause_keeps_nothing() {
        let pause = [Event::Pause(true), sound(0.9, 160), Event::Pause(false)];
        let mut events = vec![sound(0.1, 160)];
        events.extend(pause);
        events.extend([sound(0.1, 160), Event::Stop]);
        let (recording, kept, _) = play(events, 99);
        assert_eq!(recording.duration_ms, 20, "the pause is not part of the recording");
        assert!(kept.iter().all(|sample| *sample < 4_000), "what was said in the pause is gone");
    }

    #[test]
    fn a_lost_device_keeps_what_came_before() {
        let (recording, kept, _) = play(vec![sound(0.5, 160), Event::Lost], 99);
        assert_eq!(recording.end, RecordingEnd::DeviceLost, "the person is told");
        assert_eq!(kept.len(), 160, "nothing that was delivered is lost");
    }

    #[test]
    fn a_sink_that_refuses_ends_the_recording() {
        let (recording, _, _) = play(vec![sound(0.5, 160), sound(0.5, 160), Event::Stop], 1);
        assert_eq!(recording.end, RecordingEnd::SinkRefused, "a full disk stops it at once");
        assert_eq!(recording.duration_ms, 10, "one piece was delivered");
    }

    #[test]
    fn the_longest_recording_ends_by_itself() {
        let minute = || sound(0.0, 60 * 16_000);
        let (recording, kept, _) = play((0..11).map(|_| minute()).collect(), 99);
        assert_eq!(recording.end, RecordingEnd::LimitReached, "ten minutes are the limit");
        assert_eq!(kept.len(), 600 * 16_000, "and all of them are kept");
    }

    #[test]
    fn a_machine_without_a_microphone_says_so_or_has_one() {
        // Machines that build this have none, a developer's may have one: both are right.
        match Recorder::check() {
            Ok(()) | Err(RecordError::NoMicrophone | RecordError::DeviceBusy) => {}
            Err(other) => panic!("an unexpected cause: {other}"),
        }
    }
}
