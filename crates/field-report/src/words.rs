//! Every fixed word of the report, so that the message catalogue decides the language.

use field_domain::{Day, Mark, Severity};

/// A sentence that depends on a number. `{n}` stands for the number, other names in braces for
/// what the field's comment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// For 1.
    pub one: String,
    /// For every other number.
    pub many: String,
}

impl Counted {
    pub(crate) fn fill(&self, number: u32, more: &[(&str, &str)]) -> String {
        let sentence = if number == 1 { &self.one } else { &self.many };
        let number = number.to_string();
        let mut pairs = vec![("n", number.as_str())];
        pairs.extend_from_slice(more);
        fill(sentence, &pairs)
    }
}

/// Puts values into a sentence: `{name}` becomes the value of `name`.
pub(crate) fn fill(sentence: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(sentence.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// The fixed words. Each field is what stands on the page; names in braces are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportWords {
    /// Language of these words, BCP 47, such as `en`.
    pub language: String,
    /// The twelve months.
    pub months: [String; 12],
    /// A day: `{day}`, `{month}`, `{year}`.
    pub day: String,

    /// Headline: nothing was judged yet.
    pub headline_nothing: String,
    /// Headline: everything judged is in order and there are no findings.
    pub headline_all_in: String,
    /// Headline: every finding was put right during the visit. `{n}` findings.
    pub headline_all_corrected: Counted,
    /// Headline: `{n}` findings wait, the first of the worst is due on `{day}`.
    pub headline_due: Counted,
    /// Headline: `{n}` findings wait, without a day.
    pub headline_to_correct: Counted,
    /// Headline: answers out of order without a finding. `{n}` answers.
    pub headline_out: Counted,
    /// Lead: `{n}` of `{judged}` checks out of order.
    pub lead_out: Counted,
    /// Lead: none out of `{judged}`.
    pub lead_all_in: String,
    /// Lead: `{n}` findings were put right during the visit.
    pub lead_corrected: Counted,
    /// Lead: `{n}` findings are priority findings.
    pub lead_priority: Counted,
    /// Lead: `{n}` checks have no answer yet.
    pub lead_open: Counted,

    /// Behind the score.
    pub of_hundred: String,
    /// Under the number of checks in order, where there is no score: `{judged}`.
    pub in_of_judged: String,
    /// Legend of the bar.
    pub legend_in: String,
    /// Legend of the bar.
    pub legend_out: String,
    /// Legend of the bar.
    pub legend_not_observed: String,
    /// Legend of the bar.
    pub legend_not_applicable: String,
    /// Legend of the bar.
    pub legend_open: String,

    /// Label of the site.
    pub site: String,
    /// Label of the day of the visit.
    pub visit: String,
    /// Label of the inspector.
    pub inspector: String,
    /// Label of the state.
    pub state: String,

    /// Heading.
    pub findings: String,
    /// Stands where there are no findings.
    pub no_findings: String,
    /// Heading.
    pub answers: String,
    /// Heading.
    pub photos: String,
    /// Heading.
    pub comments: String,
    /// Heading.
    pub left_out: String,
    /// Stands where nothing was left out.
    pub nothing_left_out: String,
    /// Heading.
    pub signatures: String,

    /// Letters and name of each severity: priority, priority foundation, core.
    pub severities: [(String, String); 3],
    /// In front of a due day: `{day}`.
    pub due: String,
    /// Put right during the visit.
    pub corrected: String,
    /// Found last time as well.
    pub repeat: String,
    /// Item `{n}`.
    pub item: String,
    /// Photo `{n}`.
    pub photo: String,
    /// Behind the number of a pair's photo of what it was like.
    pub photo_before: String,
    /// Behind the number of a pair's photo of what it is like now.
    pub photo_after: String,
    /// Photos, in front of more than one number: `{list}`.
    pub photo_list: String,

    /// Marks: in, out, not observed, not applicable.
    pub marks: [String; 4],
    /// An item without an answer.
    pub mark_open: String,
    /// A reading outside its limit: `{excess}` above `{limit}`.
    pub above: String,
    /// A reading outside its limit: `{excess}` below `{limit}`.
    pub below: String,
    /// A reading within its limits.
    pub within: String,
    /// A comment about the whole inspection.
    pub whole_inspection: String,
    /// Letters that the typeface does not have: `{n}`.
    pub letters_missing: Counted,

    /// Footer of a report from redacted data.
    pub footer_redacted: String,
    /// Footer of a report from originals.
    pub footer_originals: String,
    /// Footer: `{hash}`, the first half of the report's hash.
    pub footer_hash: String,
    /// Footer: `{page}` of `{pages}`.
    pub footer_page: String,
    /// Last lines: `{day}` made, `{hash}` whole.
    pub made_on: String,
}

impl ReportWords {
    /// English.
    #[must_use]
    pub fn english() -> Self {
        let counted = |one: &str, many: &str| Counted { one: one.into(), many: many.into() };
        let months = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        Self {
            language: "en".into(),
            months: months.map(String::from),
            day: "{day} {month} {year}".into(),
            headline_nothing: "Nothing has been checked yet.".into(),
            headline_all_in: "Everything that was checked is in order.".into(),
            headline_all_corrected: counted(
                "One problem was found and put right during the visit.",
                "{n} problems were found. All were put right during the visit.",
            ),
            headline_due: counted(
                "One problem must be put right by {day}.",
                "{n} problems must be put right, the most serious by {day}.",
            ),
            headline_to_correct: counted(
                "One problem must be put right.",
                "{n} problems must be put right.",
            ),
            headline_out: counted("One check is out of order.", "{n} checks are out of order."),
            lead_out: counted(
                "One of {judged} checks was out of compliance.",
                "{n} of {judged} checks were out of compliance.",
            ),
            lead_all_in: "All {judged} checks were in compliance.".into(),
            lead_corrected: counted(
                "One problem was put right during the visit.",
                "{n} problems were put right during the visit.",
            ),
            lead_priority: counted(
                "One finding is of the most serious kind.",
                "{n} findings are of the most serious kind.",
            ),
            lead_open: counted("One check has no answer yet.", "{n} checks have no answer yet."),
            of_hundred: "of 100".into(),
            in_of_judged: "of {judged} checks in order".into(),
            legend_in: "{n} in".into(),
            legend_out: "{n} out".into(),
            legend_not_observed: "{n} not observed".into(),
            legend_not_applicable: "{n} not applicable".into(),
            legend_open: "{n} open".into(),
            site: "Site".into(),
            visit: "Visit".into(),
            inspector: "Inspector".into(),
            state: "State".into(),
            findings: "Findings".into(),
            no_findings: "No findings.".into(),
            answers: "All answers".into(),
            photos: "Photos".into(),
            comments: "Comments of the office".into(),
            left_out: "Left out, and why".into(),
            nothing_left_out: "Nothing was left out.".into(),
            signatures: "Signatures".into(),
            severities: [("P", "Priority"), ("Pf", "Priority foundation"), ("C", "Core")]
                .map(|(letter, name)| (letter.into(), name.into())),
            due: "Due {day}".into(),
            corrected: "Corrected on site".into(),
            repeat: "Also found last time".into(),
            item: "Item {n}".into(),
            photo: "Photo {n}".into(),
            photo_before: "before".into(),
            photo_after: "after".into(),
            photo_list: "Photos {list}".into(),
            marks: ["In", "Out", "Not observed", "Not applicable"].map(String::from),
            mark_open: "Open".into(),
            above: "{excess} above the limit of {limit}".into(),
            below: "{excess} below the limit of {limit}".into(),
            within: "within the limit".into(),
            whole_inspection: "The whole inspection".into(),
            letters_missing: counted(
                "One letter is not in this report's typeface and is shown as a square.",
                "{n} letters are not in this report's typeface and are shown as squares.",
            ),
            footer_redacted: "Personal data removed before export.".into(),
            footer_originals: "Holds personal data. For the technician's own use.".into(),
            footer_hash: "Report {hash}".into(),
            footer_page: "Page {page} of {pages}".into(),
            made_on: "Made on {day}. SHA-256 of what this report says: {hash}".into(),
        }
    }

    pub(crate) fn day(&self, day: Day) -> String {
        let written = day.to_string();
        let mut parts = written.split('-');
        let year = parts.next().unwrap_or_default();
        let month = parts.next().and_then(|month| month.parse::<usize>().ok()).unwrap_or(1);
        let number = parts.next().unwrap_or_default().trim_start_matches('0');
        let name = self.months.get(month.saturating_sub(1)).map_or("", String::as_str);
        fill(&self.day, &[("day", number), ("month", name), ("year", year.trim_start_matches('0'))])
    }

    pub(crate) fn mark(&self, mark: Mark) -> &str {
        let [is_in, out, not_observed, not_applicable] = &self.marks;
        match mark {
            Mark::In => is_in,
            Mark::Out => out,
            Mark::NotObserved => not_observed,
            Mark::NotApplicable => not_applicable,
        }
    }

    pub(crate) fn severity(&self, severity: Severity) -> (&str, &str) {
        let [priority, foundation, core] = &self.severities;
        let (letter, name) = match severity {
            Severity::Priority => priority,
            Severity::PriorityFoundation => foundation,
            Severity::Core => core,
        };
        (letter, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_out() {
        let day = Day::new(2026, 11, 4).expect("the day exists");
        assert_eq!(ReportWords::english().day(day), "4 November 2026", "no leading zero");
    }
}
