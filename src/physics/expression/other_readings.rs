//! Other readings of a formula, as formulas that say so: `m g l` or `"mgl"` for `mgl`, and `(k/2) q^2` for `k/2 q^2`.

use super::characters::{is_variable, spells_greek};
use super::name::Run;
use super::span::Span;
use super::token::Word;

/// Longest name that is also offered as a product of letters.
const LONGEST_PRODUCT: usize = 3;

/// Candidates; one that cannot be read, or that reads the same, is no other reading. `brackets` are to be inserted before these
/// characters.
pub fn other_readings(text: &str, runs: &[Run], brackets: &[(usize, char)]) -> Vec<String> {
    let mut others = Vec::new();
    let letters = |word: &Word| {
        let each = word.letters.iter().map(|letter| letter.span.of(text));
        each.collect::<Vec<_>>().join(" ")
    };
    let names: Vec<_> = runs
        .iter()
        .filter(|run| !run.split && run.word.letters.len() <= LONGEST_PRODUCT)
        .filter(|run| !spells_greek(&run.word.name()))
        .map(|run| (run.word.span(), letters(&run.word)))
        .collect();
    let products: Vec<_> = runs
        .iter()
        .filter(|run| {
            run.split
                && !run
                    .word
                    .letters
                    .iter()
                    .all(|letter| is_variable(&letter.name))
        })
        .map(|run| (run.word.span(), format!("\"{}\"", run.word.name())))
        .collect();
    let replacements = if names.is_empty() { products } else { names };
    if !replacements.is_empty() {
        others.push(replaced(text, &replacements));
    }
    if !brackets.is_empty() {
        let inserted: Vec<_> = brackets
            .iter()
            .map(|(at, bracket)| (Span::new(*at, *at), bracket.to_string()))
            .collect();
        others.push(replaced(text, &inserted));
    }
    others
}

/// The text with some of its characters replaced, in order.
fn replaced(text: &str, replacements: &[(Span, String)]) -> String {
    let mut result = String::new();
    let mut done = 0;
    for (span, new) in replacements {
        result += &Span::new(done, span.start.max(done)).of(text);
        result += new;
        done = span.end.max(done);
    }
    result + &text.chars().skip(done).collect::<String>()
}
