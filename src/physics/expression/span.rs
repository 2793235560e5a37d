//! `Span`: a range of characters of a formula, where errors point to.

use crate::error::Error;

/// Longest piece of a formula quoted in a message, in characters.
const MAX_QUOTED: usize = 30;

/// Characters `start` … `end`, without `end`; the first is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// From the start of `self` to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start, other.end)
    }

    /// An error in these characters.
    pub fn error(self, problem: impl Into<String>) -> Error {
        Error::Formula {
            at: self.start,
            length: self.end - self.start,
            problem: problem.into(),
        }
    }

    /// The characters themselves.
    pub fn of(self, text: &str) -> String {
        text.chars()
            .skip(self.start)
            .take(self.end - self.start)
            .collect()
    }

    /// The characters as a quotation, shortened if there are many.
    pub fn quoted(self, text: &str) -> String {
        let mut quoted = Span::new(self.start, self.end.min(self.start + MAX_QUOTED)).of(text);
        if self.end - self.start > MAX_QUOTED {
            quoted.push('…');
        }
        format!("“{quoted}”")
    }
}
