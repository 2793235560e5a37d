//! Splits the text of a formula into tokens. Names are still as written; [`name`](super::name) decides what they mean.
//! Longer than 400 lines: one loop decides about each character, with the many spellings that visitors use.

use super::characters::{
    digit, is_constant, is_letter, is_space, is_variable, superscript, vulgar_fraction,
    without_variants,
};
use super::functions::{Function, by_spelling, functions, is_missing};
use super::limits::MAX_LENGTH;
use super::span::Span;
use crate::error::Result;

/// The smallest piece of a formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Token<Name> {
    pub kind: Kind<Name>,
    pub span: Span,
    /// Whether a space stands before it.
    pub spaced: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind<Name> {
    Number(f64),
    Name(Name),
    Function(&'static Function),
    Mark(Mark),
}

impl<Name> Token<Name> {
    /// The same token with what `of` makes of a name.
    pub fn map<Other>(self, of: impl FnOnce(Name) -> Other) -> Token<Other> {
        Token {
            kind: match self.kind {
                Kind::Name(name) => Kind::Name(of(name)),
                Kind::Number(value) => Kind::Number(value),
                Kind::Function(function) => Kind::Function(function),
                Kind::Mark(mark) => Kind::Mark(mark),
            },
            span: self.span,
            spaced: self.spaced,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    Plus,
    Minus,
    Times,
    Over,
    /// `^` or `**`.
    Power,
    /// An exponent in small digits.
    Superscript(i32),
    Open(char),
    Close(char),
    Bar,
    /// `√`.
    Root,
    End,
}

/// Letters written together, such as `mgl`, `q1` or `m_eff`.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// Single letters with their indices.
    pub letters: Vec<Letter>,
    /// Whether quotes make it one name.
    pub quoted: bool,
}

/// A letter with its index, as the name that it would be by itself: `m₁` and `m_1` are `m1`.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    pub name: String,
    pub span: Span,
}

impl Word {
    /// All letters as one name.
    pub fn name(&self) -> String {
        self.letters.iter().map(|letter| &*letter.name).collect()
    }

    pub fn span(&self) -> Span {
        match (self.letters.first(), self.letters.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::new(0, 0),
        }
    }
}

/// The tokens of a formula; the last is [`Mark::End`].
///
/// # Errors
/// The text is empty or too long, or has a character or number that formulas cannot have.
pub fn tokens(text: &str) -> Result<Vec<Token<Word>>> {
    let chars: Vec<char> = text.chars().take(MAX_LENGTH + 1).collect();
    if chars.len() > MAX_LENGTH {
        let count = text.chars().count();
        return Err(Span::new(MAX_LENGTH, count).error(format!(
            "expected at most {MAX_LENGTH} characters, not {count}"
        )));
    }
    let mut reader = Reader {
        at: after_equals_sign(&chars)?,
        chars: &chars,
        tokens: Vec::new(),
    };
    while reader.read()? {}
    Ok(reader.tokens)
}

/// Where the formula begins: after `H =` or `H(q, p) =` if it starts like that.
fn after_equals_sign(chars: &[char]) -> Result<usize> {
    let Some(equals) = chars.iter().position(|c| *c == '=') else {
        return Ok(0);
    };
    let left: String = chars[..equals].iter().filter(|c| !is_space(**c)).collect();
    let arguments = left.strip_prefix('H').map(|rest| {
        let inside = rest
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        inside.unwrap_or(rest)
    });
    match arguments {
        Some(list)
            if list
                .chars()
                .all(|c| "qp,;".contains(c) || digit(c).is_some()) =>
        {
            Ok(equals + 1)
        }
        _ => Err(Span::new(equals, equals + 1)
            .error("expected a formula alone, or “H =” before it, not an equation")),
    }
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    tokens: Vec<Token<Word>>,
}

impl Reader<'_> {
    /// Reads a token; false after the last.
    fn read(&mut self) -> Result<bool> {
        let before = self.at;
        self.skip(is_space);
        let spaced = self.at > before;
        let start = self.at;
        let Some(c) = self.peek() else {
            self.push(Kind::Mark(Mark::End), Span::new(start, start), spaced);
            return Ok(false);
        };
        let kind = if c.is_ascii_digit() || c == '.' {
            self.number()?
        } else if let Some(value) = vulgar_fraction(c) {
            self.at += 1;
            Kind::Number(value)
        } else if superscript(c).is_some() {
            self.superscript()?
        } else if c == '"' || c == '“' {
            self.quoted()?
        } else if is_letter(c) {
            self.word()?
        } else {
            Kind::Mark(self.mark(c)?)
        };
        self.push(kind, Span::new(start, self.at), spaced);
        Ok(true)
    }

    fn push(&mut self, kind: Kind<Word>, span: Span, spaced: bool) {
        self.tokens.push(Token { kind, span, spaced });
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip(&mut self, is_part: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&is_part) {
            self.at += 1;
        }
    }

    fn mark(&mut self, c: char) -> Result<Mark> {
        let here = Span::new(self.at, self.at + 1);
        self.at += 1;
        Ok(match c {
            '+' => Mark::Plus,
            '-' | '−' | '–' => Mark::Minus,
            '*' if self.peek() == Some('*') => {
                self.at += 1;
                Mark::Power
            }
            '*' | '·' | '⋅' | '∙' | '×' => Mark::Times,
            '/' | '∕' | '⁄' | '÷' => Mark::Over,
            '^' => Mark::Power,
            '(' | '[' | '{' => Mark::Open(c),
            ')' | ']' | '}' => Mark::Close(c),
            '|' => Mark::Bar,
            '√' => Mark::Root,
            ',' => return Err(here.error("expected a point in a decimal number, not a comma")),
            c if c.is_control() => {
                return Err(here.error("expected a formula, not a control character"));
            }
            c if c.is_alphabetic() => {
                return Err(here.error(format!("expected a Latin or Greek letter, not “{c}”")));
            }
            c => return Err(here.error(format!("expected an operator or a name, not “{c}”"))),
        })
    }

    /// `12`, `1.5`, `.5`, `1e-2`.
    fn number(&mut self) -> Result<Kind<Word>> {
        let start = self.at;
        self.skip(|c| c.is_ascii_digit());
        if self.peek() == Some('.') {
            self.at += 1;
            self.skip(|c| c.is_ascii_digit());
        }
        // An exponent only if digits follow: `2e` is 2·e.
        let mantissa = self.at;
        if matches!(self.peek(), Some('e' | 'E')) {
            self.at += 1;
            if matches!(self.peek(), Some('+' | '-' | '−')) {
                self.at += 1;
            }
            let digits = self.at;
            self.skip(|c| c.is_ascii_digit());
            if self.at == digits {
                self.at = mantissa;
            }
        }
        let span = Span::new(start, self.at);
        let written = &self.chars[start..self.at];
        let plain: String = written
            .iter()
            .map(|c| if *c == '−' { '-' } else { *c })
            .collect();
        let has_digits = self.chars[start..mantissa].iter().any(char::is_ascii_digit);
        let value = match plain.parse::<f64>() {
            Ok(value) if has_digits => value,
            _ => return Err(span.error("expected digits before or after the point")),
        };
        let is_zero = !self.chars[start..mantissa]
            .iter()
            .any(|c| ('1'..='9').contains(c));
        if !value.is_finite() || (value == 0.0 && !is_zero) {
            return Err(span.error("expected a number between 1e-300 and 1e300"));
        }
        Ok(Kind::Number(value))
    }

    /// `²`, `⁻¹`, `¹²`.
    fn superscript(&mut self) -> Result<Kind<Word>> {
        let start = self.at;
        self.skip(|c| superscript(c).is_some());
        let plain: String = self.chars[start..self.at]
            .iter()
            .filter_map(|c| superscript(*c))
            .collect();
        match plain.parse::<i32>() {
            Ok(value) if value.abs() < 1000 => Ok(Kind::Mark(Mark::Superscript(value))),
            _ => Err(Span::new(start, self.at).error("expected a whole exponent below 1000")),
        }
    }

    /// `"mgl"`: one name in any case.
    fn quoted(&mut self) -> Result<Kind<Word>> {
        let start = self.at;
        self.at += 1;
        let first = self.at;
        let mut letters = Vec::new();
        while self.peek().is_some_and(is_letter) {
            self.letters(&mut letters)?;
        }
        let closed = matches!(self.peek(), Some('"' | '”'));
        let inside = Span::new(first, self.at);
        let span = Span::new(start, self.at + usize::from(closed));
        let word = Word {
            letters,
            quoted: true,
        };
        let name = word.name();
        let taken = by_spelling(&name).is_some() || is_constant(&name) || is_variable(&name);
        if name.is_empty() || !closed || taken {
            return Err(span.error("expected the name of a parameter between quotes"));
        }
        self.at += 1;
        let letters = vec![Letter { name, span: inside }];
        Ok(Kind::Name(Word { letters, ..word }))
    }

    /// A function, a constant, or letters written together.
    fn word(&mut self) -> Result<Kind<Word>> {
        let start = self.at;
        if self.peek() == Some('π') {
            // Never has an index.
            self.at += 1;
            return Ok(constant("π", Span::new(start, self.at)));
        }
        let mut letters = Vec::new();
        if self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            while self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
                self.letters(&mut letters)?;
            }
        } else {
            // Greek letters are names by themselves: mω² is m·ω².
            self.letters(&mut letters)?;
        }
        let span = Span::new(start, self.at);
        let word = Word {
            letters,
            quoted: false,
        };
        let name = word.name();
        if let Some(function) = by_spelling(&name) {
            return Ok(Kind::Function(function));
        }
        if is_constant(&name) {
            return Ok(constant(&name, span));
        }
        if is_missing(&name) {
            let known: Vec<&str> = functions().map(|function| function.name).collect();
            return Err(span.error(format!(
                "expected one of the functions {}, not {name}",
                known.join(", ")
            )));
        }
        let small = name.to_lowercase();
        if small != name && by_spelling(&small).is_some() {
            return Err(span.error(format!("expected {small} in small letters")));
        }
        // `sinq` and `cos2q` lack a space.
        let written: String = self.chars[start..self.at].iter().collect();
        let glued = functions()
            .flat_map(Function::spellings)
            .chain(["pi"])
            .filter(|prefix| {
                written
                    .strip_prefix(prefix)
                    .is_some_and(can_follow_function)
            });
        if let Some(prefix) = glued.max_by_key(|prefix| prefix.len()) {
            self.at = start + prefix.len();
            return Ok(match by_spelling(prefix) {
                Some(function) => Kind::Function(function),
                None => constant(prefix, Span::new(start, self.at)),
            });
        }
        Ok(Kind::Name(word))
    }

    /// A letter with its index.
    fn letters(&mut self, found: &mut Vec<Letter>) -> Result<()> {
        let start = self.at;
        let mut name: String = self.peek().map(without_variants).into_iter().collect();
        self.at += 1;
        while let Some(digit) = self.peek().and_then(digit) {
            name.push(digit);
            self.at += 1;
        }
        if self.peek() == Some('_') {
            self.at += 1;
            let braces = self.peek() == Some('{');
            self.at += usize::from(braces);
            let first = self.at;
            let digits_only = self.peek().and_then(digit).is_some();
            let mut index = String::new();
            while let Some(c) = self.peek() {
                match digit(c) {
                    Some(digit) => index.push(digit),
                    None if c.is_ascii_alphabetic() && (!digits_only || braces) => index.push(c),
                    None => break,
                }
                self.at += 1;
            }
            if index.is_empty() || (braces && self.peek() != Some('}')) {
                let here = Span::new(first.min(self.chars.len()), self.at.max(first) + 1);
                return Err(here.error("expected an index of letters or digits after “_”"));
            }
            self.at += usize::from(braces);
            if !digits_only {
                name.push('_');
            }
            name.push_str(&index);
        }
        found.push(Letter {
            name,
            span: Span::new(start, self.at),
        });
        Ok(())
    }
}

fn constant(name: &str, span: Span) -> Kind<Word> {
    let name = if name == "pi" { "π" } else { name }.to_owned();
    Kind::Name(Word {
        letters: vec![Letter { name, span }],
        quoted: false,
    })
}

/// Whether what stands directly after a function's name can only be its argument: a number, or variables.
fn can_follow_function(rest: &str) -> bool {
    let variables = |text: &str| text.chars().all(|c| "qp".contains(c) || digit(c).is_some());
    let first = rest.chars().next();
    first.is_some_and(|c| digit(c).is_some() || "qp".contains(c) && variables(rest))
}
