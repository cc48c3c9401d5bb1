//! The kernels that this repository puts under whisper.cpp (`kernels/`), as they lie in the built library.
//!
//! The workspace forbids `unsafe`, which calling ggml takes, so a program in C (`kernels/check.c`) is
//! compiled against the library of this build, multiplies, and prints how far it is from sums in 64 bits.
//! Each set of kernels that this processor can run is tried.
//!
//! That the kernels are asked at all shows in products of 16 bits and in a few rows by 8-bit weights: ggml's own bring
//! the other side to bytes or to 16-bit floating point, which is farther from the sums.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::path::{Path, PathBuf};
use std::process::Command;

/// What is printed for a kind: its name, in how many cases, and the limits of the mean and of the
/// largest error, in parts of the mean result.
///
/// Products come from 12 bits and a sign: half a step of 1/2895 on both sides makes 2.4 in 10,000 in
/// the mean for even numbers, and eight times that is rare in some ten thousand results. Products by 8-bit weights
/// come from 7 bits and a sign where there is VNNI, which makes 23 times as much. A few rows come from 15 bits and a
/// sign. Rows and words are summed in 32 bits. Attention has 12 bits of queries and keys before it takes powers.
const KINDS: [(&str, usize, f64, f64); 14] = [
    ("products", 8, 4e-4, 3e-3),
    ("weights", 5, 4e-4, 3e-3),
    ("bytes", 5, 8e-3, 6e-2),
    ("zeros", 1, 0.0, 0.0),
    ("rows", 4, 1e-6, 1e-5),
    ("few", 3, 4e-5, 4e-4),
    ("attention", 4, 4e-3, 5e-2),
    ("words", 2, 1e-6, 1e-5),
    ("activation", 1, 1e-6, 1e-6),
    ("medians", 5, 0.0, 0.0),
    ("shares", 5, 1e-6, 1e-5),
    ("convolution", 5, 1e-6, 1e-5),
    ("spectrum", 1, 1e-6, 1e-6),
    // Logarithms down to -60 in 32 bits.
    ("tokens", 3, 4e-6, 1e-5),
];

#[test]
fn what_the_kernels_work_out_is_what_was_asked() {
    let printed = run(&library());
    let cases: Vec<_> = printed.lines().map(case).collect();
    for (kind, count, mean_max, largest_max) in KINDS {
        let of_kind: Vec<_> = cases.iter().filter(|case| case.kind == kind).collect();
        let is_there = kind != "bytes" || std::is_x86_feature_detected!("avx512vnni");
        assert!(of_kind.len() >= count || !is_there, "{kind} were tried");
        assert_eq!(of_kind.len() % count, 0, "all {kind} were tried");
        for Case { what, mean, largest, .. } in of_kind {
            assert!(*mean <= mean_max, "{kind}, {what}: wrong by {mean:e} in the mean");
            assert!(*largest <= largest_max, "{kind}, {what}: wrong by {largest:e}");
        }
    }
}

struct Case<'a> {
    kind: &'a str,
    what: &'a str,
    mean: f64,
    largest: f64,
}

fn case(line: &str) -> Case<'_> {
    let mut fields = line.split('\t');
    let mut text = || fields.next().expect("a line has four fields");
    let (kind, what) = (text(), text());
    let mut number = || text().parse().expect("errors are numbers");
    Case { kind, what, mean: number(), largest: number() }
}

/// The folder of this build's whisper.cpp and ggml, with `include` and `lib`. Cargo names the folders of all libraries
/// that a test is linked with in the variable for dynamic ones; other builds may lie beside it.
#[expect(clippy::disallowed_methods, reason = "only cargo knows the folder, and says it there")]
fn library() -> PathBuf {
    let folders = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .find(|folder| folder.join("lib/libggml-cpu.a").exists())
        .expect("the test is run by cargo, which names the folder of whisper.cpp's library")
}

/// Compiles the program, runs it, and returns what it printed.
fn run(library: &Path) -> String {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kernels/check.c");
    let folder =
        tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a test may make a folder");
    let program = folder.path().join("check");
    let compiled = Command::new("cc")
        .args(["-O1", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(library.join("include"))
        .arg(source)
        .arg("-L")
        .arg(library.join("lib"))
        .args(["-lwhisper", "-lggml", "-lggml-cpu", "-lggml-base", "-lstdc++", "-lm", "-lpthread"])
        .arg("-o")
        .arg(&program)
        .output()
        .expect("there is a C compiler, as whisper.cpp needs one");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let ran = Command::new(program).output().expect("the program starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("it prints text")
}
