//! Colours of another space, such as Display P3 of phones, as sRGB.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::pixels::Pixels;

/// Largest colour profile that is read: 4 MiB. Source: printers' table profiles have some 2 MB, those
/// of cameras and phones some kilobytes.
pub(crate) const PROFILE_BYTES_MAX: usize = 4 << 20;

/// Values of each channel at which a profile is compared with sRGB.
const PROBES: [u8; 5] = [0, 64, 128, 192, 255];

/// A profile that changes no probe by more is sRGB under another name; it is not applied.
const SAME_DIFFERENCE_MAX: u8 = 2;

/// Turns `pixels` into sRGB by the profile of the file they come from.
///
/// A profile that is damaged, is no RGB profile or describes sRGB changes nothing: the pixels are then
/// taken as sRGB, as screens without colour management do.
pub(crate) fn to_srgb(pixels: &mut Pixels, icc: &[u8]) {
    if icc.len() > PROFILE_BYTES_MAX {
        return;
    }
    let Ok(profile) = ColorProfile::new_from_slice(icc) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let options = TransformOptions::default();
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
    else {
        return;
    };
    let probes: Vec<u8> = PROBES
        .iter()
        .flat_map(|red| PROBES.iter().map(move |green| (red, green)))
        .flat_map(|(red, green)| PROBES.iter().flat_map(move |blue| [*red, *green, *blue]))
        .collect();
    let mut seen = vec![0; probes.len()];
    let differs = |(one, other): (&u8, &u8)| one.abs_diff(*other) > SAME_DIFFERENCE_MAX;
    if transform.transform(&probes, &mut seen).is_err() || !probes.iter().zip(&seen).any(differs) {
        return;
    }
    let row_bytes = pixels.width_px as usize * 3;
    let mut row = vec![0; row_bytes];
    for line in pixels.rgb.chunks_exact_mut(row_bytes.max(1)) {
        if transform.transform(line, &mut row).is_ok() {
            line.copy_from_slice(&row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_pixel(rgb: [u8; 3], icc: &[u8]) -> [u8; 3] {
        let mut pixels = Pixels { width_px: 1, height_px: 1, rgb: rgb.to_vec() };
        to_srgb(&mut pixels, icc);
        [pixels.rgb[0], pixels.rgb[1], pixels.rgb[2]]
    }

    #[test]
    fn colours_of_phones_become_those_of_screens() {
        let p3 = ColorProfile::new_display_p3().encode().expect("a profile can be written");
        // The red of sRGB in Display P3. Source: CSS Color 4, `color(display-p3 0.918 0.2 0.139)`.
        let red = one_pixel([234, 51, 35], &p3);
        assert!(red[0] >= 253 && red[1] <= 6 && red[2] <= 6, "sRGB red, got {red:?}");
        assert_eq!(one_pixel([128, 128, 128], &p3), [128, 128, 128], "grey stays grey");
        let adobe = ColorProfile::new_adobe_rgb().encode().expect("a profile can be written");
        let green = one_pixel([144, 255, 60], &adobe);
        assert!(green[0] <= 8 && green[1] >= 250, "near sRGB green, got {green:?}");
    }

    #[test]
    fn srgb_and_damaged_profiles_change_nothing() {
        let srgb = ColorProfile::new_srgb().encode().expect("a profile can be written");
        for icc in [srgb.as_slice(), &srgb[..60], b"", b"ICC text of somebody", &[0; 400]] {
            assert_eq!(one_pixel([200, 30, 90], icc), [200, 30, 90]);
        }
    }
}
