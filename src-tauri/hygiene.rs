//! Keeps what people typed out of panics and core files.

use std::panic;

/// A panic says where it happened and nothing else: its message may quote a text.
pub fn keep_content_out_of_panics() {
    panic::set_hook(Box::new(|cause| match cause.location() {
        Some(place) => eprintln!("panicked at {}:{}", place.file(), place.line()),
        None => eprintln!("panicked"),
    }));
}

/// A crash leaves no core file: it would hold the keys and everything that is open.
pub fn keep_content_out_of_core_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        // Lowering a limit needs no right. Where it fails all the same, the system's own rule stays.
        let _ = setrlimit(Resource::Core, none);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_crash_leaves_no_core_file() {
        super::keep_content_out_of_core_files();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
        assert_eq!(limit.current, Some(0), "no core file may be written");
    }
}
