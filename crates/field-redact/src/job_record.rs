//! What is known of a job before a text of it is read.

use std::fmt;

use serde::Deserialize;

/// Fewest digits of a phone number in a line about a person.
const PHONE_DIGITS_MIN: usize = 7;

/// What an office or a technician wrote down about a job. Its people are found wherever they stand;
/// its site and its things stay readable, for they are what the report is about.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JobRecord {
    /// Names of people; found whole, in parts, misspelled and misheard.
    pub people: Vec<String>,
    /// Their phone numbers; found however they are grouped, and said in words.
    pub phones: Vec<String>,
    /// Their e-mail addresses.
    pub emails: Vec<String>,
    /// What the inspected site is called.
    pub site_name: String,
    /// Where it is.
    pub site_address: String,
    /// Whether name and address of the site are somebody's own, as those of a home: then they go too.
    pub is_site_personal: bool,
    /// Serial numbers of the inspected equipment.
    pub serials: Vec<String>,
    /// Numbers of permits and licences of the site.
    pub permits: Vec<String>,
}

impl fmt::Debug for JobRecord {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("JobRecord")
            .field("people", &self.people.len())
            .field("phones", &self.phones.len())
            .field("emails", &self.emails.len())
            .field("is_site_personal", &self.is_site_personal)
            .finish_non_exhaustive()
    }
}

impl JobRecord {
    /// Takes apart what a person wrote into a field for contacts, such as `Kim Sample (owner), 555-0142`:
    /// what has an `@` is an e-mail address, a run of seven digits or more is a phone, the rest are names.
    pub fn add_contact(&mut self, contact: &str) {
        for piece in contact.split([',', ';', '\n', '/', '|', ':']) {
            let mut open = Open::default();
            for word in piece.split_whitespace() {
                let is_aside = word.starts_with('(');
                let word = word.trim_matches(['(', ')']);
                if is_part_of_number(word) {
                    open.number.push_str(word);
                    continue;
                }
                if is_aside || word.contains('@') {
                    self.close(&mut open);
                }
                self.close_number(&mut open);
                if word.contains('@') {
                    self.emails.push(word.to_owned());
                } else {
                    open.name.push(word.to_owned());
                }
            }
            self.close(&mut open);
        }
    }

    fn close(&mut self, open: &mut Open) {
        self.close_number(open);
        let name = std::mem::take(&mut open.name).join(" ");
        if !name.is_empty() {
            self.people.push(name);
        }
    }

    /// A run of digits ends. One that is too short for a phone, such as a room, names nobody.
    fn close_number(&mut self, open: &mut Open) {
        let number = std::mem::take(&mut open.number);
        if number.bytes().filter(u8::is_ascii_digit).count() >= PHONE_DIGITS_MIN {
            self.phones.push(number);
        }
    }
}

/// What was read of a contact and may go on.
#[derive(Default)]
struct Open {
    name: Vec<String>,
    number: String,
}

fn is_part_of_number(word: &str) -> bool {
    word.contains(|sign: char| sign.is_ascii_digit())
        && word.chars().all(|sign| sign.is_ascii_digit() || "+-.()".contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_taken_apart_into_names_phones_and_addresses() {
        let of = |contact: &str| {
            let mut job = JobRecord::default();
            job.add_contact(contact);
            (job.people, job.phones, job.emails)
        };
        let strings =
            |words: &[&str]| words.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            of("Kim Sample, 216-555-0188, kim@example.com"),
            (strings(&["Kim Sample"]), strings(&["216-555-0188"]), strings(&["kim@example.com"]))
        );
        assert_eq!(
            of("Kim Sample (owner) (216) 555-0188; room 12 Lee Example"),
            (
                strings(&["Kim Sample", "owner", "room Lee Example"]),
                strings(&["216555-0188"]),
                Vec::new()
            ),
            "without a comma, with brackets, and a number that is no phone"
        );
        assert_eq!(of(" , ;\n"), (Vec::new(), Vec::new(), Vec::new()));
    }

    #[test]
    fn debug_output_holds_counts_only() {
        let mut job = JobRecord { site_name: "Harbour Grill".into(), ..JobRecord::default() };
        job.add_contact("Kim Sample");
        let shown = format!("{job:?}");
        assert!(shown.contains("people: 1"), "{shown}");
        assert!(!shown.contains("Kim") && !shown.contains("Harbour"), "{shown}");
    }
}
