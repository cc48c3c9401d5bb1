#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| field_fuzz::policy(bytes));
