//! What the record of a job changes: its people go, its site and its things stay.

use std::sync::LazyLock;

use field_domain::Raw;
use field_redact::{Context, JobRecord, TextEngine, TokenBook};

static ENGINE: LazyLock<TextEngine> = LazyLock::new(TextEngine::new);

fn job() -> JobRecord {
    let mut job = JobRecord {
        site_name: "Marigold Spoon Kitchen".to_owned(),
        site_address: "1470 North Orchard Terrace, Fairview, OH 44126".to_owned(),
        ..JobRecord::default()
    };
    job.add_contact("Hope Summer (owner), 212-555-0142, hope.s@example.com");
    job
}

/// What leaves of `text`.
fn left(job: &JobRecord, text: &str) -> String {
    let context = Context { job: Some(job), ..Context::default() };
    let analysis = ENGINE.analyse(&Raw::new(text.to_owned()), &context).expect("a plain note");
    let redacted = analysis.redact(&[], &mut TokenBook::default()).expect("no decisions");
    redacted.segments().to_string()
}

#[test]
fn the_people_of_the_job_go_wherever_they_stand() {
    assert_eq!(
        left(&job(), "Today hope summer gave 2125550142, and Hope left. The Owner signed."),
        "Today [PERSON-1] gave [PHONE-1], and [PERSON-2] left. The Owner signed."
    );
    assert_eq!(left(&job(), "ask hope . s @ example . com first"), "ask [EMAIL-1] first");
}

#[test]
fn the_inspected_site_stays_by_its_name_and_its_address_however_they_are_written() {
    for text in [
        "Marigold Spoon Kitchen passed",
        "at 1470 North Orchard Terrace, Fairview, OH 44126",
        "at 1470 N. Orchard Ter, Fairview",
        "at 1470 Orchard Terrace today",
        "we are at fourteen seventy orchard terrace",
        "at 1470 Orchard Terrace, Marigold Spoon Kitchen",
    ] {
        assert_eq!(left(&job(), text), text, "the report is about it");
    }
}

#[test]
fn another_house_a_flat_and_a_name_in_the_street_go() {
    for (text, hidden) in [
        ("she lives at 1472 Orchard Terrace, Fairview", "1472"),
        ("she lives at 1470 Orchard Terrace, Apt 3", "Apt 3"),
        ("she lives at 1470 Willow Terrace", "Willow"),
        ("Dolores Vandermeer opened Marigold Spoon Kitchen", "Dolores"),
        ("Marigold Summer cooks at Marigold Spoon Kitchen", "Summer"),
    ] {
        let left = left(&job(), text);
        assert!(!left.contains(hidden), "{left}");
    }
}

#[test]
fn a_site_that_is_somebodys_home_goes_by_name_and_address() {
    let job = JobRecord {
        site_name: "Ossel Residence".to_owned(),
        site_address: "Rose Cottage, Mill Lane".to_owned(),
        is_site_personal: true,
        ..job()
    };
    assert_eq!(
        left(&job, "Ossel Residence, rose cottage, mill lane: Ossel was out, the Residence dry"),
        "[PERSON-1], [ADDRESS-1]: [PERSON-2] was out, the Residence dry"
    );
}

#[test]
fn a_site_that_is_called_like_a_person_of_the_job_goes() {
    let job = JobRecord { site_name: "Summer".to_owned(), ..job() };
    assert_eq!(left(&job, "Asked Summer about it"), "Asked [PERSON-1] about it");
}

#[test]
fn serial_numbers_and_permits_of_the_job_stay_whatever_they_look_like() {
    let text = "unit 219-09-9999 under 4111 1111 1111 1111";
    assert_eq!(left(&job(), text), "unit [SSN-1] under [CREDIT_CARD-1]");
    let job = JobRecord {
        serials: vec!["219-09-9999".to_owned()],
        permits: vec!["4111 1111 1111 1111".to_owned()],
        ..job()
    };
    assert_eq!(left(&job, text), text);
}

#[test]
fn names_of_the_job_are_found_misspelled_and_misheard() {
    let mut job = JobRecord::default();
    job.add_contact("Tomasz Wieczorek 503-555-0142");
    for (text, hidden) in [
        ("the boiler log is kept by wieczorrek nowadays", "wieczorrek"),
        ("asked vieschorek twice", "vieschorek"),
        ("ring five oh three five five five oh one four two", "four two"),
    ] {
        let left = left(&job, text);
        assert!(!left.contains(hidden), "{left}");
    }
}
