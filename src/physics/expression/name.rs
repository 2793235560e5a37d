//! What the names of a formula mean: variables, constants, parameters, or products of single letters.
//!
//! Letters written together are a product if each of them is known: it is a variable, it also stands alone in the formula, or it
//! is a given parameter. If one of them is a variable, one more may be new, as in `kq`. Otherwise they are one name.

use super::characters::{is_constant, is_variable, spells_greek};
use super::limits::MAX_DOF;
use super::token::{Kind, Token, Word, tokens};
use super::tree::Symbol;
use crate::error::Result;

/// The tokens of a formula with the meaning of their names.
pub struct Named {
    pub tokens: Vec<Token<Symbol>>,
    pub variables: Variables,
    /// In the order of their first appearance.
    pub parameters: Vec<String>,
    pub runs: Vec<Run>,
}

/// The state that a formula is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variables {
    /// Degrees of freedom; 0 if there are no variables.
    pub dof: usize,
    /// Whether they are q1, p1 … instead of q, p.
    pub numbered: bool,
}

/// Letters written together.
pub struct Run {
    pub word: Word,
    /// Whether they were read as a product.
    pub split: bool,
}

impl Variables {
    /// Their names, all positions first.
    pub fn names(self) -> Vec<String> {
        let name = |letter: char| {
            (1..=self.dof).map(move |number| {
                if self.numbered {
                    format!("{letter}{number}")
                } else {
                    letter.to_string()
                }
            })
        };
        name('q').chain(name('p')).collect()
    }

    fn index(self, name: &str) -> usize {
        let number: usize = name[1..].parse().unwrap_or(1);
        let first = if name.starts_with('q') { 0 } else { self.dof };
        first + number - 1
    }
}

/// The one spelling of a parameter's name: `m₁`, `m_1` and `"m1"` are `m1`. `None` if it cannot be a name.
pub fn canonical(name: &str) -> Option<String> {
    match tokens(name).ok()?.as_slice() {
        [
            Token {
                kind: Kind::Name(word),
                ..
            },
            _,
        ] if !is_constant(&word.name()) && !is_variable(&word.name()) => Some(word.name()),
        _ => None,
    }
}

/// Decides about all names of a formula; `given` are names of parameters.
///
/// # Errors
/// There are too many variables, or both q and q1.
pub fn named(tokens: Vec<Token<Word>>, given: &[String]) -> Result<Named> {
    let reader = Reader::new(&tokens, given);
    let mut runs = Vec::new();
    let mut single: Vec<Token<String>> = Vec::new();
    for token in tokens {
        let Kind::Name(word) = &token.kind else {
            single.push(token.map(|word| word.name()));
            continue;
        };
        let split = reader.is_product(word);
        if word.letters.len() > 1 {
            let word = word.clone();
            runs.push(Run { word, split });
        }
        if split {
            let letters = word.letters.iter().enumerate();
            single.extend(letters.map(|(i, letter)| Token {
                kind: Kind::Name(letter.name.clone()),
                span: letter.span,
                spaced: token.spaced && i == 0,
            }));
        } else {
            single.push(token.map(|word| word.name()));
        }
    }
    let variables = variables(&single, reader.numbered)?;
    let mut parameters: Vec<String> = Vec::new();
    let tokens = single
        .into_iter()
        .map(|token| token.map(|name| symbol(name, variables, &mut parameters)))
        .collect();
    Ok(Named {
        tokens,
        variables,
        parameters,
        runs,
    })
}

fn symbol(name: String, variables: Variables, parameters: &mut Vec<String>) -> Symbol {
    match &*name {
        "π" => Symbol::Pi,
        "e" => Symbol::Euler,
        _ if is_variable(&name) => Symbol::Variable(variables.index(&name)),
        _ => {
            let known = parameters.iter().position(|parameter| *parameter == name);
            Symbol::Parameter(known.unwrap_or_else(|| {
                parameters.push(name);
                parameters.len() - 1
            }))
        }
    }
}

/// The state that these names are about.
fn variables(tokens: &[Token<String>], numbered: bool) -> Result<Variables> {
    let mut dof = 0;
    for token in tokens {
        let Kind::Name(name) = &token.kind else {
            continue;
        };
        if !is_variable(name) {
            continue;
        }
        let number = &name[1..];
        if numbered && number.is_empty() {
            return Err(token.span.error(format!(
                "expected {name}1 or {name}2 as other variables have numbers, not {name} (a power is written {name}^2)"
            )));
        }
        let number = number.parse().unwrap_or(1);
        if number > MAX_DOF {
            return Err(token.span.error(format!(
                "expected at most {MAX_DOF} degrees of freedom, q1 to q{MAX_DOF} and p1 to p{MAX_DOF}, not {name}"
            )));
        }
        dof = dof.max(number);
    }
    Ok(Variables { dof, numbered })
}

/// Decides which letters written together are a product.
struct Reader<'a> {
    given: &'a [String],
    numbered: bool,
    /// Single letters that are names of parameters.
    known: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(tokens: &[Token<Word>], given: &'a [String]) -> Reader<'a> {
        let words: Vec<&Word> = tokens
            .iter()
            .filter_map(|token| match &token.kind {
                Kind::Name(word) => Some(word),
                _ => None,
            })
            .collect();
        let numbered = words
            .iter()
            .flat_map(|word| &word.letters)
            .any(|letter| is_variable(&letter.name) && letter.name.len() > 1);
        let alone = words
            .iter()
            .filter(|word| word.letters.len() == 1 && !word.quoted)
            .map(|word| word.name());
        let mut reader = Reader {
            given,
            numbered,
            known: alone.chain(given.iter().cloned()).collect(),
        };
        // The new letter of a product is known from then on: `kq` makes `mkq` one too.
        loop {
            let found: Vec<String> = words
                .iter()
                .filter(|word| reader.is_product(word))
                .flat_map(|word| &word.letters)
                .filter(|letter| reader.is_new(&letter.name))
                .map(|letter| letter.name.clone())
                .collect();
            if found.is_empty() {
                return reader;
            }
            reader.known.extend(found);
        }
    }

    fn is_variable(&self, name: &str) -> bool {
        is_variable(name) && self.numbered == (name.len() > 1)
    }

    fn is_new(&self, name: &str) -> bool {
        !self.is_variable(name) && !self.known.iter().any(|known| known == name)
    }

    fn is_product(&self, word: &Word) -> bool {
        // e is a constant, so it cannot be the name of a parameter that occurs elsewhere.
        let has_e = word.letters.iter().any(|letter| is_constant(&letter.name));
        let name = word.name();
        let is_name = word.quoted || self.given.contains(&name) || spells_greek(&name);
        if is_name || word.letters.len() < 2 || has_e {
            return false;
        }
        let count = |test: &dyn Fn(&str) -> bool| {
            let letters = word.letters.iter();
            letters.filter(|letter| test(&letter.name)).count()
        };
        let new = count(&|name| self.is_new(name));
        new == 0 || (new == 1 && count(&|name| self.is_variable(name)) > 0)
    }
}
