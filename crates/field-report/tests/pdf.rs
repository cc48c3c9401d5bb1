//! The written file, read back by poppler: what an office would see.

use std::io::Cursor;
use std::path::PathBuf;
use std::process::Command;

use field_domain::{Day, Mark, Reading, Severity, Template, Unit};
use field_report::{
    PairHalf, Paper, Report, ReportAnswer, ReportComment, ReportError, ReportFact, ReportFinding,
    ReportPhoto, ReportSection, ReportSignature, ReportWords, Run, SignatureMark, TEXT_CHARS_MAX,
    Text, fingerprint, write_pdf,
};

fn day(text: &str) -> Day {
    text.parse().expect("the day exists")
}

fn removed(before: &str, token: &str, after: &str) -> Text {
    Text(vec![Run::Plain(before.into()), Run::Removed(token.into()), Run::Plain(after.into())])
}

/// A made-up photo, another one for every number.
fn photo(number: u32, width: u32, height: u32) -> ReportPhoto {
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        let shade = |factor: u32| {
            let wave = (x * factor / 7 + y * (number + 3) / 5 + number * 40) % 200;
            u8::try_from(wave + 40).expect("below 240")
        };
        image::Rgb([shade(1), shade(2), shade(3)])
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture encodes");
    let mut jpeg = bytes.into_inner();
    // A comment segment stands for all metadata that a caller might leave in.
    jpeg.splice(2..2, [&[0xff, 0xfe, 0, 14][..], b"SECRET-PLACE"].concat());
    ReportPhoto { jpeg, caption: format!("View {number} of the kitchen").into(), half: None }
}

fn answers() -> Vec<ReportSection> {
    let json = include_str!("../../../assets/templates/food-safety.json");
    let template: Template<String> = serde_json::from_str(json).expect("the template parses");
    template
        .sections
        .into_iter()
        .map(|section| ReportSection {
            title: section.title.into(),
            answers: section
                .items
                .into_iter()
                .map(|item| ReportAnswer {
                    number: item.number.0,
                    name: item.name.into(),
                    question: item.question.into(),
                    citations: item.citations.into_iter().map(Text::from).collect(),
                    asks_mark: !item.marks.is_empty(),
                    mark: match item.number.0 {
                        10 | 22 | 39 | 47 => Some(Mark::Out),
                        19 | 24 | 32 => Some(Mark::NotObserved),
                        26 | 29 => Some(Mark::NotApplicable),
                        58 => None,
                        _ => item.marks.first().copied(),
                    },
                    reading: (item.number.0 == 22)
                        .then_some(Reading { value_milli: 51_000, unit: Unit::Fahrenheit }),
                    rule: item.reading,
                    notes: if item.number.0 == 22 {
                        vec![removed(
                            "Reach-in 2 was loaded at 08:30 with the door open. ",
                            "[PERSON-1]",
                            " moved the rice to the walk-in while I was there.",
                        )]
                    } else {
                        Vec::new()
                    },
                    photos: if item.number.0 == 22 { vec![0, 1, 2] } else { Vec::new() },
                })
                .collect(),
        })
        .collect()
}

fn finding(number: u16, title: &str, text: Text, severity: Severity) -> ReportFinding {
    ReportFinding {
        number,
        title: title.into(),
        text,
        severity,
        citations: vec!["3-501.16 (A)(2)".into()],
        due: Some(day("2026-11-24").plus_days(severity.correction_days())),
        is_corrected_on_site: severity == Severity::PriorityFoundation,
        is_repeat: number == 22,
        photos: Vec::new(),
    }
}

fn sample() -> Report {
    let mut findings = vec![
        finding(
            47,
            "Cutting board scored beyond cleaning",
            "Replace or resurface the large board on the cold line.".into(),
            Severity::Core,
        ),
        finding(
            22,
            "Cooked rice at 51 °F in reach-in 2",
            removed(
                "Ten degrees above the limit of 41 °F. The door gasket is torn at the lower hinge. ",
                "[PERSON-1]",
                " moved the rice to the walk-in.",
            ),
            Severity::Priority,
        ),
        finding(
            10,
            "No paper towels at the hand sink by the fryer",
            "Soap and warm water were there. Towels were refilled at once.".into(),
            Severity::PriorityFoundation,
        ),
        finding(
            39,
            "Sauces at 46 °F on the preparation top",
            "Pans were filled above the cooling line and left open between orders.".into(),
            Severity::Priority,
        ),
    ];
    findings[1].photos = vec![0, 1, 2];
    findings[3].photos = vec![3];
    findings[2].photos = vec![4];
    let wave = (0..60_u8).map(|step| {
        let x = f32::from(step) / 60.0;
        [x * 0.8, 0.5 + (x * 22.0).sin() * 0.4 * (1.0 - x)]
    });
    Report {
        title: "Inspection report FS-0412".into(),
        organisation: "Example County Food Safety".into(),
        site_code: "FS-0412".into(),
        site_name: None,
        day: day("2026-11-24"),
        inspector_line: "Technician 4".into(),
        state_line: "Approved by Reviewer 2 on 25 November 2026".into(),
        score: Some(82),
        facts: vec![
            ReportFact { label: "Time".into(), value: "10:58 to 12:21".into() },
            ReportFact { label: "Person in charge".into(), value: removed("", "[PERSON-2]", "") },
        ],
        sections: answers(),
        findings,
        photos: (0..12).map(|number| photo(number, 160 + number * 4, 120)).collect(),
        comments: vec![ReportComment {
            number: Some(22),
            byline: "Reviewer 2, 25 November 2026".into(),
            text: "Send the repair invoice with the next visit.".into(),
        }],
        signatures: vec![
            ReportSignature {
                signer: "Technician 4".into(),
                lines: vec!["Inspector, author".into(), "24 November 2026, 12:21".into()],
                mark: SignatureMark::Strokes(vec![wave.collect()]),
            },
            ReportSignature {
                signer: removed("", "[PERSON-2]", ""),
                lines: vec!["Received, signed on the laptop".into()],
                mark: SignatureMark::Removed("[SIGNATURE-1]".into()),
            },
        ],
        left_out: vec![
            "2 names, replaced by tokens".into(),
            "12 photo positions".into(),
            "2 recordings, kept on the laptop".into(),
        ],
        is_redacted: true,
        generated_on: day("2026-11-25"),
        paper: Paper::A4,
    }
}

/// Runs a tool of poppler-utils on the file and returns what it prints.
fn poppler(tool: &str, pdf: &[u8], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path: PathBuf = folder.path().join("report.pdf");
    std::fs::write(&path, pdf).expect("the file is written");
    let mut command = Command::new(tool);
    command.arg(&path).args(arguments);
    let output = command.output().expect("poppler-utils is a set-up package");
    assert!(output.status.success(), "{tool} reads the file");
    // pdfinfo expects a number where ISO 32000-1, table 321, has a boolean.
    let complaints = String::from_utf8_lossy(&output.stderr)
        .replace("Syntax Error: Suspects object is wrong type (boolean)", "");
    assert_eq!(complaints.trim(), "", "{tool} has nothing to complain about");
    String::from_utf8(output.stdout).expect("poppler prints UTF-8")
}

fn text_of(pdf: &[u8]) -> String {
    poppler("pdftotext", pdf, &["-layout", "-"])
}

#[test]
fn a_whole_inspection_can_be_read_back() {
    let pdf = write_pdf(&sample(), &ReportWords::english()).expect("it is within every limit");
    let text = text_of(&pdf);
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "3 problems must be put right, the most serious by",
        "27 November 2026",
        "Cooked rice at 51 °F in reach-in 2",
        "10 °F above the limit of 41 °F",
        "[PERSON-1]",
        "[PERSON-2]",
        "[SIGNATURE-1]",
        "Corrected on site",
        "Is cold food held at 41 °F or colder?",
        "Photo 12",
        "2 recordings, kept on the laptop",
        "Personal data removed before export.",
        "Page 1 of",
    ] {
        assert!(flat.contains(words), "the report says {words:?}");
    }
    let numbers = (1..=60)
        .filter(|n| text.lines().any(|line| line.trim_start().starts_with(&format!("{n} "))));
    assert_eq!(numbers.count(), 60, "every item is there");
    let images = poppler("pdfimages", &pdf, &["-list"]);
    let objects: std::collections::BTreeSet<&str> =
        images.lines().skip(2).filter_map(|line| line.split_whitespace().nth(10)).collect();
    assert_eq!(objects.len(), 12, "every photo is in the file once");
}

/// A photo of one colour, so that it can be told on the page.
fn plain(colour: [u8; 3], caption: &str, half: PairHalf) -> ReportPhoto {
    let image = image::RgbImage::from_pixel(200, 150, image::Rgb(colour));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Jpeg).expect("a picture encodes");
    ReportPhoto { jpeg: bytes.into_inner(), caption: caption.into(), half: Some(half) }
}

/// Every page as it is drawn, a pixel a point.
fn pages_of(pdf: &[u8]) -> Vec<image::RgbImage> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("page");
    poppler("pdftoppm", pdf, &["-r", "72", "-png", &root.to_string_lossy()]);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .expect("the folder is there")
        .map(|entry| entry.expect("is read").path())
        .collect();
    files.sort();
    files.iter().map(|file| image::open(file).expect("a picture").to_rgb8()).collect()
}

/// Left, top, right and bottom of everything on a page that has about this colour, and the page.
fn place_of(pages: &[image::RgbImage], colour: [u8; 3]) -> (usize, [u32; 4]) {
    let is_it = |pixel: &image::Rgb<u8>| {
        pixel.0.iter().zip(colour).all(|(seen, meant)| seen.abs_diff(meant) < 24)
    };
    let places = pages.iter().enumerate().filter_map(|(number, page)| {
        let edges = page.enumerate_pixels().filter(|(.., pixel)| is_it(pixel)).fold(
            [u32::MAX, u32::MAX, 0, 0],
            |[left, top, right, bottom], (x, y, _)| {
                [left.min(x), top.min(y), right.max(x), bottom.max(y)]
            },
        );
        (edges[0] < edges[2]).then_some((number, edges))
    });
    let places: Vec<_> = places.collect();
    assert_eq!(places.len(), 1, "the photo stands on one page");
    places[0]
}

#[test]
fn a_pair_is_seen_side_by_side_with_its_words() {
    // Colours that nothing else in a report has.
    const MAGENTA: [u8; 3] = [230, 0, 230];
    const CYAN: [u8; 3] = [0, 220, 220];
    let mut report = sample();
    // Behind an odd number of others: without a row of its own the pair would be torn apart.
    let pair = [
        plain(MAGENTA, "Gasket torn", PairHalf::Before),
        plain(CYAN, "Gasket replaced", PairHalf::After),
    ];
    report.photos.truncate(7);
    report.photos.extend(pair);
    let pdf = write_pdf(&report, &ReportWords::english()).expect("it is written");

    let pages = pages_of(&pdf);
    let (before_page, before) = place_of(&pages, MAGENTA);
    let (after_page, after) = place_of(&pages, CYAN);
    assert_eq!(before_page, after_page, "on the same page");
    assert!(before[2] < after[0], "the one before stands left: {before:?}, {after:?}");
    assert!(before[1].abs_diff(after[1]) <= 1 && before[3].abs_diff(after[3]) <= 1, "in one row");
    let flat = text_of(&pdf).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("Photo 8, before Photo 9, after"), "each is named under itself");
    assert!(flat.contains("Gasket torn Gasket replaced"), "with its own caption");
}

#[test]
fn severity_decides_the_order_of_findings() {
    let text = text_of(&write_pdf(&sample(), &ReportWords::english()).expect("it is written"));
    let at = |words: &str| text.find(words).expect("the finding is there");
    assert!(at("Cooked rice at 51") < at("No paper towels"), "priority before foundation");
    assert!(at("No paper towels") < at("Cutting board scored"), "foundation before core");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let words = ReportWords::english();
    let first = write_pdf(&sample(), &words).expect("it is written");
    assert_eq!(first, write_pdf(&sample(), &words).expect("again"), "byte for byte");
    let mut other = sample();
    other.findings[0].is_repeat = true;
    assert_ne!(
        fingerprint(&sample()).expect("hashed"),
        fingerprint(&other).expect("hashed"),
        "the hash in the footer covers what is said"
    );
}

#[test]
fn the_file_names_nobody_and_no_time() {
    let pdf = write_pdf(&sample(), &ReportWords::english()).expect("it is written");
    let info = poppler("pdfinfo", &pdf, &[]);
    assert!(info.contains("Inspection report FS-0412"), "the title is the one given");
    assert!(!info.contains("Author") && !info.contains("CreationDate"), "no author, no clock");
    assert!(!pdf.windows(12).any(|part| part == b"SECRET-PLACE"), "photo metadata stays out");
}

#[test]
fn odd_unicode_is_drawn_or_counted() {
    let mut report = sample();
    let odd =
        "\u{0}\u{202e}RTL\u{200b} 寿司 👩\u{200d}🍳 שלום e\u{301} \u{fffd}\u{10ffff} \u{ad}naïve";
    report.findings[0].text = odd.into();
    report.findings[0].title = "".into();
    report.sections[0].title = odd.into();
    report.photos[0].caption = "x".repeat(4000).into();
    report.organisation = "Ω".repeat(300).into();
    let text = text_of(&write_pdf(&report, &ReportWords::english()).expect("nothing crashes"));
    assert!(text.contains("naïve") && text.contains('é'), "what can be drawn is drawn");
    assert!(text.contains("shown as squares"), "what cannot is admitted");
    assert!(!text.contains('\u{202e}'), "no direction override gets through");
}

#[test]
fn an_empty_inspection_and_very_long_texts_are_written() {
    let mut report = sample();
    report.sections.clear();
    report.findings.clear();
    report.photos.clear();
    report.signatures.clear();
    report.score = None;
    report.paper = Paper::Letter;
    let words = ReportWords::english();
    let text = text_of(&write_pdf(&report, &words).expect("an empty one is a report too"));
    assert!(text.contains("Nothing has been checked yet."), "and says so");
    let mut report = sample();
    report.findings[0].text = "word ".repeat(TEXT_CHARS_MAX / 5).into();
    let text = text_of(&write_pdf(&report, &words).expect("long texts run over pages"));
    assert_eq!(text.matches("word").count(), TEXT_CHARS_MAX / 5, "and lose no word");
}

#[test]
fn limits_and_damage_are_refused_by_name() {
    let words = ReportWords::english();
    let mut report = sample();
    report.photos[3].jpeg = b"not a picture".to_vec();
    let refused = write_pdf(&report, &words);
    assert!(
        matches!(refused, Err(ReportError::PhotoUnreadable { index: 3 })),
        "the damaged photo is named"
    );
    let mut report = sample();
    report.findings[0].photos = vec![12];
    let refused = write_pdf(&report, &words);
    assert!(matches!(refused, Err(ReportError::PhotoMissing { index: 12 })), "a dangling number");
    let mut report = sample();
    report.findings[0].text = "x".repeat(TEXT_CHARS_MAX + 1).into();
    let refused = write_pdf(&report, &words);
    assert!(matches!(refused, Err(ReportError::TextTooLong(_))), "a text over its limit");
}
