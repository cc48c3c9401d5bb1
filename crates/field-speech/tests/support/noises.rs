//! Noises of places where people inspect, made from a number: the same number, the same noise.

use std::f32::consts::TAU;

/// Samples in a second.
const RATE: usize = 16_000;

/// A kind of noise: its name and what makes it.
type Kind = (&'static str, fn(&mut Dice, usize) -> Vec<f32>);

/// Every kind of noise.
pub const KINDS: [Kind; 14] = [
    ("fan", fan),
    ("compressor", compressor),
    ("mains hum", hum),
    ("drill", drill),
    ("traffic", traffic),
    ("clicks", clicks),
    ("chords", chords),
    ("water", water),
    ("door slams", slams),
    ("alarm", alarm),
    ("wind", wind),
    ("clipped roar", roar),
    ("hammer", hammer),
    ("hiss", hiss),
];

/// Noise number `index`: its kind, and 3 to 12 seconds of it.
pub fn noise(index: usize) -> (&'static str, Vec<f32>) {
    let (name, make) = KINDS[index % KINDS.len()];
    let mut dice = Dice(u32::try_from(index).expect("few noises") * 7919 + 17);
    let seconds = 3 + index / KINDS.len() % 10;
    let mut values = make(&mut dice, seconds * RATE);
    let loudness = 0.05 + 0.9 * dice.share();
    let peak = values.iter().fold(1e-6_f32, |peak, value| peak.max(value.abs()));
    for value in &mut values {
        *value *= loudness / peak;
    }
    (name, values)
}

/// A linear congruential generator.
pub struct Dice(u32);

impl Dice {
    /// 0 to 1.
    fn share(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f32::from(u16::try_from(self.0 >> 16).expect("16 bits")) / 65_535.0
    }

    /// -1 to 1.
    fn hiss(&mut self) -> f32 {
        self.share() * 2.0 - 1.0
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.share()
    }
}

fn seconds(index: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a noise lasts seconds")]
    let index = index as f32;
    index / 16_000.0
}

/// Hiss through a low pass of one pole; `share` is how much of the new sample comes through.
fn soft_hiss(dice: &mut Dice, count: usize, share: f32) -> Vec<f32> {
    let mut last = 0.0;
    (0..count)
        .map(|_| {
            last += share * (dice.hiss() - last);
            last
        })
        .collect()
}

fn with(mut base: Vec<f32>, more: impl Fn(f32) -> f32) -> Vec<f32> {
    for (index, value) in base.iter_mut().enumerate() {
        *value += more(seconds(index));
    }
    base
}

fn fan(dice: &mut Dice, count: usize) -> Vec<f32> {
    let blades = dice.between(60.0, 180.0);
    with(soft_hiss(dice, count, 0.15), |t| 0.1 * (TAU * blades * t).sin())
}

fn compressor(dice: &mut Dice, count: usize) -> Vec<f32> {
    let (beat, mains) = (dice.between(8.0, 30.0), dice.between(49.0, 61.0));
    with(soft_hiss(dice, count, 0.05), |t| {
        let stroke = (TAU * beat * t).sin().max(0.0);
        stroke
            * (1..6_u8).map(|n| (TAU * mains * f32::from(n) * t).sin() / f32::from(n)).sum::<f32>()
    })
}

fn hum(dice: &mut Dice, count: usize) -> Vec<f32> {
    let mains = if dice.share() < 0.5 { 50.0 } else { 60.0 };
    with(vec![0.0; count], |t| {
        (1..9_u8).step_by(2).map(|n| (TAU * mains * f32::from(n) * t).sin() / f32::from(n)).sum()
    })
}

fn drill(dice: &mut Dice, count: usize) -> Vec<f32> {
    let (pitch, length) = (dice.between(120.0, 400.0), dice.between(0.4, 1.5));
    let hiss = soft_hiss(dice, count, 0.5);
    hiss.into_iter()
        .enumerate()
        .map(|(index, hiss)| {
            let t = seconds(index);
            let is_on = (t / length) % 2.0 < 1.0;
            let tooth = (pitch * t).fract() * 2.0 - 1.0;
            if is_on { tooth * 0.6 + hiss } else { hiss * 0.05 }
        })
        .collect()
}

fn traffic(dice: &mut Dice, count: usize) -> Vec<f32> {
    let (pass, phase) = (dice.between(0.1, 0.5), dice.share());
    let hiss = soft_hiss(dice, count, 0.04);
    hiss.into_iter()
        .enumerate()
        .map(|(index, hiss)| hiss * (0.2 + (TAU * (pass * seconds(index) + phase)).sin().max(0.0)))
        .collect()
}

/// Short decaying bursts, `per_second` of them by chance.
fn bursts(dice: &mut Dice, count: usize, per_second: f32, decay_s: f32, share: f32) -> Vec<f32> {
    let hiss = soft_hiss(dice, count, share);
    let mut loudness = 0.0_f32;
    hiss.into_iter()
        .map(|hiss| {
            if dice.share() < per_second / 16_000.0 {
                loudness = 0.3 + dice.share();
            }
            loudness *= 1.0 - 1.0 / (decay_s * 16_000.0);
            hiss * (loudness + 0.01)
        })
        .collect()
}

fn clicks(dice: &mut Dice, count: usize) -> Vec<f32> {
    bursts(dice, count, 6.0, 0.004, 0.9)
}

fn slams(dice: &mut Dice, count: usize) -> Vec<f32> {
    bursts(dice, count, 0.7, 0.15, 0.08)
}

fn hammer(dice: &mut Dice, count: usize) -> Vec<f32> {
    let ring = dice.between(600.0, 2500.0);
    let hits = bursts(dice, count, 2.5, 0.05, 0.4);
    hits.iter().enumerate().map(|(n, hit)| hit * (1.0 + (TAU * ring * seconds(n)).sin())).collect()
}

fn chords(dice: &mut Dice, count: usize) -> Vec<f32> {
    let roots: Vec<f32> = (0..8).map(|_| dice.between(110.0, 330.0)).collect();
    let beat = dice.between(0.3, 0.8);
    with(vec![0.0; count], |t| {
        let number = t / beat;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few beats")]
        let root = roots[number as usize % roots.len()];
        let fade = 1.0 - number.fract() * 0.7;
        [1.0, 1.25, 1.5, 2.0, 3.0].iter().map(|k| (TAU * root * k * t).sin() / k).sum::<f32>()
            * fade
    })
}

fn water(dice: &mut Dice, count: usize) -> Vec<f32> {
    let soft = soft_hiss(dice, count, 0.4);
    let drops = bursts(dice, count, 25.0, 0.01, 0.8);
    soft.iter().zip(&drops).map(|(soft, drop)| soft * 0.3 + drop).collect()
}

fn alarm(dice: &mut Dice, count: usize) -> Vec<f32> {
    let (pitch, beat) = (dice.between(800.0, 3000.0), dice.between(0.2, 1.0));
    with(soft_hiss(dice, count, 0.02), |t| {
        if (t / beat) % 2.0 < 1.0 { (TAU * pitch * t).sin() } else { 0.0 }
    })
}

fn wind(dice: &mut Dice, count: usize) -> Vec<f32> {
    let gust = dice.between(0.2, 0.9);
    let hiss = soft_hiss(dice, count, 0.012);
    hiss.iter()
        .enumerate()
        .map(|(n, hiss)| hiss * (1.2 + (TAU * gust * seconds(n)).sin()))
        .collect()
}

fn roar(dice: &mut Dice, count: usize) -> Vec<f32> {
    let hiss = soft_hiss(dice, count, 0.2);
    hiss.into_iter().map(|value| (value * 9.0).clamp(-0.5, 0.5)).collect()
}

fn hiss(dice: &mut Dice, count: usize) -> Vec<f32> {
    (0..count).map(|_| dice.hiss()).collect()
}
