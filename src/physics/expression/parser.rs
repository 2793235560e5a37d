//! Reads the tokens of a formula into a tree, by recursive descent.
//! Longer than 400 lines: each rule of the grammar is a short function, and they call each other.
//!
//! From the loosest to the tightest: sums; products and quotients with a sign, from the left; products without a sign, so that
//! `p^2/2m` is p²/(2m); powers, from the right. A quotient of two numbers is a fraction: `1/2 k q^2` is ½kq². A divisor that
//! begins with a bracket ends with it: `1/(2m) p^2` is p²/(2m).

use super::functions::{ABS, Function, SQRT};
use super::limits::MAX_NESTING;
use super::span::Span;
use super::token::{Kind, Mark, Token};
use super::tree::{Expression, Kind as Of, Symbol, Term};
use crate::error::{Error, Result};

/// A formula as it was read.
pub struct Parsed {
    pub tree: Expression,
    /// Brackets that, inserted at these characters, give the other reading of quotients such as `k/2 q^2`. In order.
    pub brackets: Vec<(usize, char)>,
}

/// The tree of a formula.
///
/// # Errors
/// Something is missing, or where it cannot be, or the formula is nested too deeply.
pub fn parse(text: &str, tokens: &[Token<Symbol>]) -> Result<Parsed> {
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        depth: 0,
        inside_bars: false,
        brackets: Vec::new(),
    };
    if parser.mark() == Some(Mark::End) {
        return Err(parser
            .here()
            .error("expected a formula, such as p^2/2 + q^2/2"));
    }
    let tree = parser.sum()?;
    match parser.mark() {
        Some(Mark::End) => {
            parser.brackets.sort_by_key(|(at, _)| *at);
            Ok(Parsed {
                tree,
                brackets: parser.brackets,
            })
        }
        Some(Mark::Close(close)) => Err(parser.here().error(format!(
            "expected an operator, not “{close}”, which closes no bracket"
        ))),
        _ => Err(parser.unexpected("an operator")),
    }
}

struct Parser<'a> {
    text: &'a str,
    /// The last is [`Mark::End`].
    tokens: &'a [Token<Symbol>],
    at: usize,
    depth: usize,
    /// Whether `|` closes instead of opening.
    inside_bars: bool,
    brackets: Vec<(usize, char)>,
}

impl Parser<'_> {
    fn token(&self, ahead: usize) -> &Token<Symbol> {
        &self.tokens[(self.at + ahead).min(self.tokens.len() - 1)]
    }

    fn mark_ahead(&self, ahead: usize) -> Option<Mark> {
        match self.token(ahead).kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    fn mark(&self) -> Option<Mark> {
        self.mark_ahead(0)
    }

    fn number_ahead(&self, ahead: usize) -> Option<f64> {
        match self.token(ahead).kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    fn here(&self) -> Span {
        self.token(0).span
    }

    /// The span of the token before.
    fn before(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].span
    }

    fn unexpected(&self, expected: &str) -> Error {
        let after = if self.at == 0 {
            String::new()
        } else {
            format!(" after {}", self.before().quoted(self.text))
        };
        let found = match self.mark() {
            Some(Mark::End) => "the end of the formula".to_owned(),
            _ => self.here().quoted(self.text),
        };
        self.here()
            .error(format!("expected {expected}{after}, not {found}"))
    }

    fn build(kind: Of, span: Span) -> Result<Expression> {
        let built = Expression::new(kind, span);
        if built.nesting > MAX_NESTING {
            return Err(too_deep(span));
        }
        Ok(built)
    }

    fn negated(of: Expression, negative: bool, span: Span) -> Result<Expression> {
        if negative {
            Parser::build(Of::Negative(Box::new(of)), span)
        } else {
            Ok(of)
        }
    }

    /// Skips signs; true if together they change the sign.
    fn signs(&mut self) -> bool {
        let mut negative = false;
        loop {
            match self.mark() {
                Some(Mark::Minus) => negative = !negative,
                Some(Mark::Plus) => (),
                _ => return negative,
            }
            self.at += 1;
        }
    }

    fn sum(&mut self) -> Result<Expression> {
        let start = self.here();
        let negative = self.signs();
        let mut terms = vec![Term {
            negative,
            of: self.term()?,
        }];
        while let Some(Mark::Plus | Mark::Minus) = self.mark() {
            let negative = self.signs();
            let of = self.term()?;
            terms.push(Term { negative, of });
        }
        let span = start.to(self.before());
        match (terms.len(), terms.pop()) {
            (1, Some(only)) => Parser::negated(only.of, only.negative, span),
            (_, last) => {
                terms.extend(last);
                Parser::build(Of::Sum(terms), span)
            }
        }
    }

    /// Factors with `·` and `/` between them.
    fn term(&mut self) -> Result<Expression> {
        let start = self.here();
        let mut factors = vec![self.product(true)?.0];
        loop {
            match self.mark() {
                Some(Mark::Times) => {
                    self.at += 1;
                    let sign = self.here();
                    let negative = self.signs();
                    let factor = self.product(true)?.0;
                    factors.push(Parser::negated(factor, negative, sign.to(self.before()))?);
                }
                Some(Mark::Over) => {
                    let numerator = product_of(factors, start.to(self.before()))?;
                    self.at += 1;
                    let sign = self.here();
                    let negative = self.signs();
                    let bracket = matches!(self.mark(), Some(Mark::Open(_) | Mark::Bar));
                    let divisor = if bracket {
                        self.factor()?
                    } else {
                        let (divisor, gap) = self.product(false)?;
                        if let Some(gap) = gap {
                            self.brackets.extend([(start.start, '('), (gap, ')')]);
                        }
                        divisor
                    };
                    let divisor = Parser::negated(divisor, negative, sign.to(self.before()))?;
                    let quotient = Of::Quotient(Box::new(numerator), Box::new(divisor));
                    factors = vec![Parser::build(quotient, start.to(self.before()))?];
                }
                // After a divisor in brackets.
                _ if self.starts_factor() => factors.push(self.product(false)?.0),
                _ => return product_of(factors, start.to(self.before())),
            }
        }
    }

    /// Factors without a sign between them, and where the first of them end that are written without a space.
    fn product(&mut self, may_be_fraction: bool) -> Result<(Expression, Option<usize>)> {
        let start = self.here();
        let (first, is_fraction) = if may_be_fraction {
            self.factor_or_fraction()?
        } else {
            (self.factor()?, false)
        };
        let denominator = self.before();
        let mut factors = vec![first];
        let mut gap = None;
        while self.starts_factor() {
            if self.token(0).spaced {
                gap = gap.or(Some(self.before().end));
            }
            self.no_number()?;
            factors.push(self.factor()?);
        }
        if is_fraction && factors.len() > 1 {
            let end = gap.unwrap_or(self.before().end);
            if end > denominator.end {
                self.brackets.extend([(denominator.start, '('), (end, ')')]);
            }
        }
        Ok((product_of(factors, start.to(self.before()))?, gap))
    }

    /// Refuses a number as the second factor: `q 2` lacks an operator.
    fn no_number(&self) -> Result<()> {
        if self.number_ahead(0).is_none() {
            return Ok(());
        }
        let number = self.here().of(self.text);
        Err(self.here().error(format!(
            "expected an operator before {number}, such as ·{number} for a product or ^{number} for a power"
        )))
    }

    fn starts_factor(&self) -> bool {
        match self.token(0).kind {
            Kind::Number(_)
            | Kind::Name(_)
            | Kind::Function(_)
            | Kind::Mark(Mark::Open(_) | Mark::Root) => true,
            Kind::Mark(Mark::Bar) => !self.inside_bars,
            Kind::Mark(_) => false,
        }
    }

    /// A quotient of two numbers, with true, or else a factor.
    fn factor_or_fraction(&mut self) -> Result<(Expression, bool)> {
        let power = matches!(self.mark_ahead(3), Some(Mark::Power | Mark::Superscript(_)));
        match (
            self.number_ahead(0),
            self.mark_ahead(1),
            self.number_ahead(2),
        ) {
            (Some(over), Some(Mark::Over), Some(under)) if !power => {
                let [numerator, denominator] = [(over, 0), (under, 2)].map(|(value, ahead)| {
                    Box::new(Expression::new(Of::Number(value), self.token(ahead).span))
                });
                let span = numerator.span.to(denominator.span);
                self.at += 3;
                let fraction = Parser::build(Of::Quotient(numerator, denominator), span)?;
                Ok((fraction, true))
            }
            _ => Ok((self.factor()?, false)),
        }
    }

    /// A number, name, bracket or function with its powers. Everything that can be nested passes here.
    fn factor(&mut self) -> Result<Expression> {
        if self.depth > MAX_NESTING {
            return Err(too_deep(self.here()));
        }
        self.depth += 1;
        let start = self.here();
        let mut base = self.primary()?;
        loop {
            let exponent = match self.mark() {
                Some(Mark::Superscript(exponent)) => {
                    self.at += 1;
                    Expression::new(Of::Number(f64::from(exponent)), self.before())
                }
                Some(Mark::Power) => {
                    self.at += 1;
                    let sign = self.here();
                    let negative = self.signs();
                    let exponent = self.factor()?;
                    Parser::negated(exponent, negative, sign.to(self.before()))?
                }
                _ => break,
            };
            let power = Of::Power(Box::new(base), Box::new(exponent));
            base = Parser::build(power, start.to(self.before()))?;
        }
        self.depth -= 1;
        Ok(base)
    }

    fn primary(&mut self) -> Result<Expression> {
        let span = self.here();
        let leaf = |kind| Ok(Expression::new(kind, span));
        match self.token(0).kind {
            Kind::Number(value) => {
                self.at += 1;
                leaf(Of::Number(value))
            }
            Kind::Name(symbol) => {
                self.at += 1;
                leaf(Of::Symbol(symbol))
            }
            Kind::Function(function) => {
                self.at += 1;
                self.call(function, span)
            }
            Kind::Mark(Mark::Root) => {
                self.at += 1;
                let argument = Box::new(self.factor()?);
                Parser::build(Of::Call(&SQRT, argument), span.to(self.before()))
            }
            Kind::Mark(Mark::Open(open)) => {
                let close = match open {
                    '(' => ')',
                    '[' => ']',
                    _ => '}',
                };
                let mut inside = self.enclosed(false, Mark::Close(close))?;
                inside.span = span.to(self.before());
                Ok(inside)
            }
            Kind::Mark(Mark::Bar) => {
                let inside = Box::new(self.enclosed(true, Mark::Bar)?);
                Parser::build(Of::Call(&ABS, inside), span.to(self.before()))
            }
            Kind::Mark(_) => Err(self.unexpected("a number, a name or “(”")),
        }
    }

    /// What stands between the mark here and `close`.
    fn enclosed(&mut self, bars: bool, close: Mark) -> Result<Expression> {
        let open = self.here();
        let outside = std::mem::replace(&mut self.inside_bars, bars);
        self.at += 1;
        let inside = self.sum()?;
        let shown = match close {
            Mark::Close(c) => c,
            _ => '|',
        };
        match self.mark() {
            Some(mark) if mark == close => (),
            Some(Mark::End) => {
                let opened = open.quoted(self.text);
                return Err(open.error(format!("expected “{shown}” to close this {opened}")));
            }
            _ => return Err(self.unexpected(&format!("“{shown}” or an operator"))),
        }
        self.at += 1;
        self.inside_bars = outside;
        Ok(inside)
    }

    /// A function after its name: `sin^2`, then an argument.
    fn call(&mut self, function: &'static Function, name: Span) -> Result<Expression> {
        let power = self.power_of_function(function)?;
        let argument = match self.mark() {
            Some(Mark::Open(_)) => self.primary()?,
            _ => self.bare_argument()?,
        };
        let span = name.to(self.before());
        let call = Parser::build(Of::Call(function, Box::new(argument)), span)?;
        match power {
            Some(power) => Parser::build(Of::Power(Box::new(call), Box::new(power)), span),
            None => Ok(call),
        }
    }

    fn power_of_function(&mut self, function: &Function) -> Result<Option<Expression>> {
        let value = match (self.mark(), self.number_ahead(1)) {
            (Some(Mark::Superscript(exponent)), _) => f64::from(exponent),
            (Some(Mark::Power), exponent) => {
                self.at += 1;
                exponent.unwrap_or(-1.0)
            }
            _ => return Ok(None),
        };
        let span = self.here();
        self.at += 1;
        if value <= 0.0 {
            let name = function.name;
            return Err(span.error(format!(
                "expected a positive number as the power of {name}; write ({name}(…))^-1 for a quotient"
            )));
        }
        Ok(Some(Expression::new(Of::Number(value), span)))
    }

    /// The next factor, with numbers and parameters before it: `cos 2q`, `cos a q`.
    fn bare_argument(&mut self) -> Result<Expression> {
        let start = self.here();
        let negative = self.signs();
        let first = self.here();
        let mut factors = vec![self.factor_or_fraction()?.0];
        while factors.last().is_some_and(|factor| !factor.varies()) && self.starts_factor() {
            if let Kind::Function(_) = self.token(0).kind {
                break;
            }
            self.no_number()?;
            factors.push(self.factor()?);
        }
        let argument = product_of(factors, first.to(self.before()))?;
        Parser::negated(argument, negative, start.to(self.before()))
    }
}

fn product_of(mut factors: Vec<Expression>, span: Span) -> Result<Expression> {
    match (factors.len(), factors.pop()) {
        (1, Some(only)) => Ok(only),
        (_, last) => {
            factors.extend(last);
            Parser::build(Of::Product(factors), span)
        }
    }
}

fn too_deep(span: Span) -> Error {
    span.error(format!(
        "expected at most {MAX_NESTING} brackets, functions, powers and quotients inside one another"
    ))
}
