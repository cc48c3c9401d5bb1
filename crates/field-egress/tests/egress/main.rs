//! The device's side of the wire against a real server, and against things that are none.

mod line;
mod support;
mod work;
