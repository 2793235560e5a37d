//! Compiles the tree of a formula into a [`Program`]. Parts without variables are computed here, once.

use super::operation::{Binary, Unary};
use super::program::{Program, Step};
use super::span::Span;
use super::tree::{Expression, Kind, Symbol, Term};
use crate::error::Result;

/// Powers up to this exponent are products.
const LARGEST_PRODUCT: f64 = 64.0;

/// Compiles `tree`, written as `text`, with these values of its parameters; with `None`, parameters are left open, and the
/// program cannot run. Also returns the first part without variables that is not finite.
pub fn compile(tree: &Expression, text: &str, parameters: Option<&[f64]>) -> (Program, Result<()>) {
    let mut compiler = Compiler {
        text,
        parameters,
        program: Program::default(),
        problem: Ok(()),
    };
    if let Some(value) = compiler.part(tree) {
        compiler.program.push(Step::Constant(value), tree.span);
    }
    (compiler.program, compiler.problem)
}

struct Compiler<'a> {
    text: &'a str,
    parameters: Option<&'a [f64]>,
    program: Program,
    problem: Result<()>,
}

impl Compiler<'_> {
    fn one(&mut self, operation: Unary, span: Span) -> Option<f64> {
        self.program.push(Step::One(operation), span);
        None
    }

    fn two(&mut self, operation: Binary, span: Span) -> Option<f64> {
        self.program.push(Step::Two(operation), span);
        None
    }

    /// Notes that a constant is not finite.
    fn checked(&mut self, value: f64, span: Span, problem: impl FnOnce() -> String) -> Option<f64> {
        if !value.is_finite() && self.problem.is_ok() {
            let part = span.quoted(self.text);
            self.problem = Err(span.error(format!("{part} {}", problem())));
        }
        Some(value)
    }

    fn folded(&mut self, operation: Binary, a: f64, b: f64, span: Span) -> Option<f64> {
        self.checked(operation.value(a, b), span, || operation.problem(a, b))
    }

    /// Compiles a part: its value if it is constant, else steps that leave it on the stack.
    fn part(&mut self, part: &Expression) -> Option<f64> {
        let span = part.span;
        match &part.kind {
            Kind::Number(value) => Some(*value),
            Kind::Symbol(symbol) => self.symbol(*symbol, span),
            Kind::Negative(of) => match self.part(of) {
                Some(value) => Some(-value),
                None => self.one(Unary::Negate, span),
            },
            Kind::Sum(terms) => self.sum(terms, span),
            Kind::Product(factors) => self.product(factors, span),
            Kind::Quotient(over, under) => match (self.part(over), self.part(under)) {
                (Some(a), Some(b)) => self.folded(Binary::Divide, a, b, span),
                (None, Some(b)) => {
                    if b == 0.0 {
                        self.checked(f64::NAN, span, || Unary::Over(b).problem(1.0));
                    }
                    self.one(Unary::Over(b), span)
                }
                (Some(a), None) => self.one(Unary::Reciprocal(a), span),
                (None, None) => self.two(Binary::Divide, span),
            },
            Kind::Power(base, exponent) => match (self.part(base), self.part(exponent)) {
                (Some(a), Some(b)) => self.folded(Binary::Power, a, b, span),
                (None, Some(c)) if c.fract() == 0.0 && c.abs() <= LARGEST_PRODUCT => {
                    self.one(Unary::Whole(c as i32), span)
                }
                (None, Some(c)) => self.one(Unary::Power(c), span),
                (Some(c), None) => self.one(Unary::Exponential(c), span),
                (None, None) => self.two(Binary::Power, span),
            },
            Kind::Call(function, argument) => match self.part(argument) {
                Some(a) => {
                    let operation = Unary::Call(function);
                    self.checked(operation.value(a), span, || operation.problem(a))
                }
                None => self.one(Unary::Call(function), span),
            },
        }
    }

    fn symbol(&mut self, symbol: Symbol, span: Span) -> Option<f64> {
        match (symbol, self.parameters) {
            (Symbol::Pi, _) => Some(std::f64::consts::PI),
            (Symbol::Euler, _) => Some(std::f64::consts::E),
            (Symbol::Parameter(i), Some(values)) => {
                Some(values.get(i).copied().unwrap_or(f64::NAN))
            }
            (Symbol::Parameter(_), None) => {
                self.program.push(Step::Variable(usize::MAX), span);
                None
            }
            (Symbol::Variable(i), _) => {
                self.program.push(Step::Variable(i), span);
                None
            }
        }
    }

    /// From left to right; each operation covers the text so far.
    fn sum(&mut self, terms: &[Term], span: Span) -> Option<f64> {
        let mut constant = None;
        for (i, term) in terms.iter().enumerate() {
            let so_far = Span::new(span.start, term.of.span.end);
            let value = self.part(&term.of);
            let signed = value.map(|value| if term.negative { -value } else { value });
            constant = match (i, constant, signed) {
                (0, _, None) if term.negative => self.one(Unary::Negate, term.of.span),
                (0, _, signed) => signed,
                (_, Some(sum), Some(value)) => self.folded(Binary::Add, sum, value, so_far),
                (_, Some(sum), None) => {
                    if term.negative {
                        self.one(Unary::Negate, term.of.span);
                    }
                    self.one(Unary::Plus(sum), so_far)
                }
                (_, None, Some(value)) => self.one(Unary::Plus(value), so_far),
                (_, None, None) if term.negative => self.two(Binary::Subtract, so_far),
                (_, None, None) => self.two(Binary::Add, so_far),
            };
        }
        constant
    }

    /// Constant factors are multiplied first.
    fn product(&mut self, factors: &[Expression], span: Span) -> Option<f64> {
        let mut constant = 1.0;
        let mut varying = 0;
        for factor in factors {
            let so_far = Span::new(span.start, factor.span.end);
            match self.part(factor) {
                Some(value) => {
                    let product = self.folded(Binary::Multiply, constant, value, so_far);
                    constant = product.unwrap_or(f64::NAN);
                }
                None => {
                    varying += 1;
                    if varying > 1 {
                        self.two(Binary::Multiply, so_far);
                    }
                }
            }
        }
        match varying {
            0 => Some(constant),
            _ if factors.len() > varying => self.one(Unary::Times(constant), span),
            _ => None,
        }
    }
}
