//! Text to lines: words, chips for what was removed, and breaks.

use crate::text::{Run, Text, visible};
use crate::typeface::{Shaped, Typeface, Weight};

/// How a paragraph looks. Lengths in points.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub size: f32,
    pub leading: f32,
    pub weight: Weight,
}

/// A chip's letters, relative to the text around it.
pub(crate) const CHIP_SIZE: f32 = 0.82;
/// Blank left and right of a chip's letters, in its line's size.
pub(crate) const CHIP_PAD: f32 = 0.4;

/// A piece of a line, `x` points from the line's start.
pub(crate) struct Piece {
    pub x: f32,
    pub width: f32,
    pub shaped: Shaped,
    pub is_chip: bool,
}

/// A line.
pub(crate) struct Line {
    pub pieces: Vec<Piece>,
    pub width: f32,
}

/// What is never broken, unless it is wider than a whole line.
struct Atom {
    text: String,
    is_chip: bool,
    has_space_before: bool,
    starts_line: bool,
}

/// Breaks a text into lines of at most `width` points.
pub(crate) fn wrap(typeface: &Typeface, text: &Text, style: Style, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line: Vec<Atom> = Vec::new();
    let mut used = 0.0;
    for atom in atoms(typeface, text).into_iter().flat_map(|atom| fit(typeface, atom, style, width))
    {
        let space = if atom.has_space_before && !line.is_empty() {
            typeface.width_em(" ", style.weight) * style.size
        } else {
            0.0
        };
        let own = measure(typeface, &atom, style);
        if !line.is_empty() && (atom.starts_line || used + space + own > width) {
            lines.push(set(typeface, &std::mem::take(&mut line), style));
            used = own;
        } else {
            used += space + own;
        }
        line.push(atom);
    }
    if !line.is_empty() {
        lines.push(set(typeface, &line, style));
    }
    lines
}

fn measure(typeface: &Typeface, atom: &Atom, style: Style) -> f32 {
    if atom.is_chip {
        typeface.width_em(&atom.text, Weight::Bold) * style.size * CHIP_SIZE
            + 2.0 * CHIP_PAD * style.size
    } else {
        typeface.width_em(&atom.text, style.weight) * style.size
    }
}

fn atoms(typeface: &Typeface, text: &Text) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::new();
    let (mut has_space, mut starts_line) = (false, false);
    let mut push = |text: String, is_chip, has_space: &mut bool, starts_line: &mut bool| {
        found.push(Atom {
            text,
            is_chip,
            has_space_before: std::mem::take(has_space),
            starts_line: std::mem::take(starts_line),
        });
    };
    for run in &text.0 {
        match run {
            Run::Removed(token) => {
                let token = typeface.drawable(&visible(token).replace('\n', " "));
                push(token, true, &mut has_space, &mut starts_line);
            }
            Run::Plain(plain) => {
                for (index, row) in visible(plain).split('\n').enumerate() {
                    starts_line |= index > 0;
                    let mut words = row.split(' ').peekable();
                    while let Some(word) = words.next() {
                        if !word.is_empty() {
                            let word = typeface.drawable(word);
                            push(word, false, &mut has_space, &mut starts_line);
                        }
                        has_space |= words.peek().is_some();
                    }
                }
            }
        }
    }
    found
}

/// Cuts an atom that is wider than a line into pieces that are not.
fn fit(typeface: &Typeface, atom: Atom, style: Style, width: f32) -> Vec<Atom> {
    if measure(typeface, &atom, style) <= width {
        return vec![atom];
    }
    let mut parts = vec![Atom { text: String::new(), ..atom }];
    for letter in atom.text.chars() {
        let Some(part) = parts.last_mut() else { break };
        part.text.push(letter);
        if measure(typeface, part, style) > width && part.text.chars().nth(1).is_some() {
            part.text.pop();
            let is_chip = part.is_chip;
            parts.push(Atom {
                text: letter.to_string(),
                is_chip,
                has_space_before: false,
                starts_line: false,
            });
        }
    }
    parts
}

/// Sets a line: neighbouring words become one piece, so that a reader finds whole phrases.
fn set(typeface: &Typeface, atoms: &[Atom], style: Style) -> Line {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut x = 0.0;
    let mut phrase = String::new();
    let flush = |phrase: &mut String, x: &mut f32, pieces: &mut Vec<Piece>| {
        if !phrase.is_empty() {
            let shaped = typeface.shape(phrase, style.weight);
            let width = shaped.width_em * style.size;
            pieces.push(Piece { x: *x, width, shaped, is_chip: false });
            *x += width;
            phrase.clear();
        }
    };
    for (index, atom) in atoms.iter().enumerate() {
        if atom.has_space_before && index > 0 {
            phrase.push(' ');
        }
        if atom.is_chip {
            flush(&mut phrase, &mut x, &mut pieces);
            let shaped = typeface.shape(&atom.text, Weight::Bold);
            let width = measure(typeface, atom, style);
            pieces.push(Piece { x, width, shaped, is_chip: true });
            x += width;
        } else {
            phrase.push_str(&atom.text);
        }
    }
    flush(&mut phrase, &mut x, &mut pieces);
    Line { pieces, width: x }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STYLE: Style = Style { size: 10.0, leading: 15.0, weight: Weight::Regular };

    fn rows(text: &Text, width: f32) -> Vec<String> {
        let typeface = Typeface::new().expect("the fonts are whole");
        wrap(&typeface, text, STYLE, width)
            .iter()
            .map(|line| line.pieces.iter().map(|piece| piece.shaped.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn lines_break_between_words_and_at_line_ends() {
        assert_eq!(
            rows(&"one two three\nfour".into(), 50.0),
            ["one two", "three", "four"],
            "a line holds the words that fit"
        );
    }

    #[test]
    fn a_long_word_breaks_inside() {
        let found = rows(&"x".repeat(100).into(), 50.0);
        assert!(found.len() > 5, "it does not run over the edge");
        assert_eq!(found.concat().len(), 100, "and loses no letter");
    }

    #[test]
    fn a_removed_piece_is_a_chip_of_its_own() {
        let typeface = Typeface::new().expect("the fonts are whole");
        let text = Text(vec![
            Run::Plain("Ask ".into()),
            Run::Removed("[PERSON-1]".into()),
            Run::Plain(", please".into()),
        ]);
        let lines = wrap(&typeface, &text, STYLE, 400.0);
        let chips: Vec<bool> = lines[0].pieces.iter().map(|piece| piece.is_chip).collect();
        assert_eq!(chips, [false, true, false], "plain, chip, plain");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_line_is_wider_than_asked(text in "[ -~äß\n]{0,300}", width in 20.0_f32..400.0) {
            let typeface = Typeface::new().expect("the fonts are whole");
            for line in wrap(&typeface, &text.into(), STYLE, width) {
                // A fraction of a point for kerning at word ends.
                prop_assert!(line.width <= width + 1.0, "a line stays inside its column");
            }
        }

        #[test]
        fn any_unicode_is_set_without_a_crash(text in any::<String>()) {
            let typeface = Typeface::new().expect("the fonts are whole");
            wrap(&typeface, &text.into(), STYLE, 80.0);
        }
    }
}
