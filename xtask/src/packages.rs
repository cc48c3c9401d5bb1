//! System packages, by what needs them.

use crate::system::System;

/// A kind of work that needs system packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Compiling the workspace, the desktop app included.
    Build,
    /// Spoken notes made for the demo day and the tests.
    Speech,
    /// Tests that look at reports, photos and codes with programs that are not ours.
    Files,
    /// Tests of the real window and of the real keyring.
    Windows,
    /// Tests in a browser.
    Browser,
}

impl Need {
    /// Every kind of work.
    pub const ALL: &[Self] =
        &[Self::Build, Self::Speech, Self::Files, Self::Windows, Self::Browser];

    /// The packages on `system`.
    pub fn packages(self, system: System) -> &'static [&'static str] {
        match (self, system) {
            (Self::Build, _) => &[
                "build-essential",
                "clang",
                "cmake",
                "file",
                "libasound2-dev",
                "libclang-dev",
                "librsvg2-dev",
                "libssl-dev",
                "libwebkit2gtk-4.1-dev",
                "nasm",
                "pkg-config",
            ],
            (Self::Speech, _) => &["espeak-ng", "flite", "sox"],
            (Self::Files, _) => {
                &["imagemagick", "libimage-exiftool-perl", "poppler-utils", "zbar-tools"]
            }
            (Self::Windows, _) => &[
                "dbus",
                "dbus-x11",
                "gnome-keyring",
                "libasound2-plugins",
                "pulseaudio",
                "pulseaudio-utils",
                "webkit2gtk-driver",
                "xauth",
                "xclip",
                "xdotool",
                "xvfb",
            ],
            (Self::Browser, System::Debian12) => &["chromium"],
            (Self::Browser, System::Ubuntu2404) => &["chromium-browser"],
        }
    }
}

/// The packages of several kinds of work, sorted, none twice.
pub fn packages(needs: &[Need], system: System) -> Vec<&'static str> {
    let mut names: Vec<_> = needs.iter().flat_map(|need| need.packages(system)).copied().collect();
    names.sort_unstable();
    names.dedup();
    names
}
