//! A real client against a real server in this process, on a port that the system chose.

mod blobs;
mod people;
mod program;
mod pull;
mod push;
mod sign_in;
mod support;
mod transport;
