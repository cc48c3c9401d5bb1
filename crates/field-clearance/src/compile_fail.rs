//! What must not compile. Each case is the shortest way somebody could try to send something raw.
//!
//! A text field of plain `String` in an operation:
//! ```compile_fail
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! leaves(String::new());
//! ```
//! Borrowed text:
//! ```compile_fail
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! leaves("text");
//! ```
//! A raw value:
//! ```compile_fail
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! leaves(field_domain::Raw::new(1_u32));
//! ```
//! A path, which may hold a person's name:
//! ```compile_fail
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! leaves(std::path::PathBuf::new());
//! ```
//! A bag of anything:
//! ```compile_fail
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! leaves(serde_json::Value::Null);
//! ```
//! Redacted text that nobody cleared:
//! ```compile_fail
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! fn send(text: field_redact::RedactedText) { leaves(text) }
//! ```
//! Segments, which anybody can build:
//! ```compile_fail
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! leaves(field_domain::Segments::default());
//! ```
//! A cleared value made by hand:
//! ```compile_fail
//! fn forge(value: u32, certificate: field_clearance::PartCertificate) {
//!     let _ = field_clearance::Cleared { value, certificate };
//! }
//! ```
//! A frame made by hand:
//! ```compile_fail
//! fn forge(certificate: field_clearance::FrameCertificate) {
//!     let _ = field_clearance::Frame { bytes: vec![], certificate };
//! }
//! ```
//! The list extended from outside:
//! ```compile_fail
//! struct Mine;
//! impl field_clearance::Egressable for Mine {}
//! ```
//!
//! The frame around the cases does compile, so that they fail for the reason that they name:
//! ```
//! fn leaves<T: field_clearance::Egressable>(_: T) {}
//! leaves(1_u32);
//! let _ = (std::path::PathBuf::new(), serde_json::Value::Null, field_domain::Raw::new(1_u32));
//! ```
