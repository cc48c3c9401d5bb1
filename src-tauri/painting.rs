//! Who paints the window: the graphics processor, or the program itself where there is none.

use tauri::WebviewWindow;

/// Lets the web view paint by itself on a computer without a graphics processor.
///
/// WebKit puts the window together by OpenGL in any case. Without a processor for that, Mesa works it out number by number,
/// four to eight times as slow as WebKit's own painting: a frame of a scrolled list took 79 to 115 ms and takes 15
/// (docs/measurements/photos.md). With one, WebKit's choice stands.
///
/// # Errors
/// Those of the system's web view.
#[cfg(target_os = "linux")]
pub fn choose(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

    if has_graphics(std::path::Path::new("/dev")) {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// The web views of other systems choose well by themselves.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn choose(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whether a device draws: `dri/renderD128` and on, one for each graphics processor that the kernel drives (Linux,
/// Documentation/gpu/drm-uapi.rst, "Render nodes"), or one of NVIDIA's driver, which may go without.
#[cfg(target_os = "linux")]
fn has_graphics(devices: &std::path::Path) -> bool {
    let nodes = std::fs::read_dir(devices.join("dri")).into_iter().flatten().flatten();
    let names = nodes.map(|node| node.file_name());
    names.into_iter().any(|name| name.as_encoded_bytes().starts_with(b"renderD"))
        || devices.join("nvidia0").exists()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_computer_has_graphics_if_a_device_can_draw() {
        let has = |files: &[&str]| {
            let devices = tempfile::tempdir().expect("a folder");
            std::fs::create_dir(devices.path().join("dri")).expect("a folder");
            for file in files {
                std::fs::write(devices.path().join(file), "").expect("a file");
            }
            has_graphics(devices.path())
        };
        assert!(has(&["dri/card0", "dri/renderD128"]), "a card and its way to draw");
        assert!(has(&["nvidia0"]), "NVIDIA's own driver");
        assert!(!has(&["dri/card0"]), "a card that only shows, as virtual machines have it");
        assert!(!has(&[]));
        assert!(!has_graphics(std::path::Path::new("/nowhere")), "no devices at all");
    }
}
