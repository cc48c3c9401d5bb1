//! Shared set-up of the system tests.
