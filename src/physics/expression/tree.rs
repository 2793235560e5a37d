//! `Expression`: a formula as a tree.

use super::functions::Function;
use super::span::Span;

/// A part of a formula.
#[derive(Debug, Clone)]
pub struct Expression {
    pub kind: Kind,
    /// Where it stands in the text.
    pub span: Span,
    /// Brackets, functions, exponents and divisions inside one another.
    pub nesting: usize,
}

/// What a part consists of.
#[derive(Debug, Clone)]
pub enum Kind {
    Number(f64),
    Symbol(Symbol),
    Negative(Box<Expression>),
    /// Two terms or more.
    Sum(Vec<Term>),
    /// Two factors or more.
    Product(Vec<Expression>),
    Quotient(Box<Expression>, Box<Expression>),
    Power(Box<Expression>, Box<Expression>),
    Call(&'static Function, Box<Expression>),
}

/// A name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// A component of the state, (q, p).
    Variable(usize),
    Parameter(usize),
    Pi,
    /// 2.718…
    Euler,
}

/// A term of a sum with its sign.
#[derive(Debug, Clone)]
pub struct Term {
    pub negative: bool,
    pub of: Expression,
}

impl Expression {
    pub fn new(kind: Kind, span: Span) -> Expression {
        let inside = children(&kind).map(|child| child.nesting).max();
        let level = matches!(
            kind,
            Kind::Quotient(..) | Kind::Power(..) | Kind::Call(..) | Kind::Negative(..)
        );
        Expression {
            kind,
            span,
            nesting: inside.unwrap_or(0) + usize::from(level),
        }
    }

    /// The parts that this consists of, from left to right.
    pub fn children(&self) -> impl Iterator<Item = &Expression> {
        children(&self.kind)
    }

    /// Whether `test` holds for a symbol in it.
    pub fn has(&self, test: &dyn Fn(Symbol) -> bool) -> bool {
        match self.kind {
            Kind::Symbol(symbol) => test(symbol),
            _ => self.children().any(|child| child.has(test)),
        }
    }

    /// Whether it depends on the state.
    pub fn varies(&self) -> bool {
        self.has(&|symbol| matches!(symbol, Symbol::Variable(_)))
    }
}

fn children(kind: &Kind) -> impl Iterator<Item = &Expression> {
    let (one, two, many, terms): (_, _, &[Expression], &[Term]) = match kind {
        Kind::Number(_) | Kind::Symbol(_) => (None, None, &[], &[]),
        Kind::Negative(a) | Kind::Call(_, a) => (Some(&**a), None, &[], &[]),
        Kind::Quotient(a, b) | Kind::Power(a, b) => (Some(&**a), Some(&**b), &[], &[]),
        Kind::Product(factors) => (None, None, factors, &[]),
        Kind::Sum(terms) => (None, None, &[], terms),
    };
    one.into_iter()
        .chain(two)
        .chain(many)
        .chain(terms.iter().map(|term| &term.of))
}
