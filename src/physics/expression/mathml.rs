//! Shows how a formula was read, as presentation MathML.
//!
//! [`Element`] is data from which a page makes nodes; as text it is escaped, so a formula can never become markup.

use super::functions::{ABS, SQRT};
use super::tree::{Expression, Kind, Symbol, Term};
use serde::Serialize;

const APPLY: &str = "\u{2061}";
const INVISIBLE_TIMES: &str = "\u{2062}";

/// An element with either text or children.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "MathElement")
)]
pub struct Element {
    pub tag: &'static str,
    pub text: String,
    #[cfg_attr(target_arch = "wasm32", tsify(type = "MathElement[]"))]
    pub children: Vec<Element>,
}

impl Element {
    fn leaf(tag: &'static str, text: impl Into<String>) -> Element {
        Element {
            tag,
            text: text.into(),
            children: Vec::new(),
        }
    }

    fn of(tag: &'static str, children: impl Into<Vec<Element>>) -> Element {
        Element {
            tag,
            text: String::new(),
            children: children.into(),
        }
    }
}

impl std::fmt::Display for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}>", self.tag)?;
        for c in self.text.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c => write!(f, "{c}")?,
            }
        }
        for child in &self.children {
            child.fmt(f)?;
        }
        write!(f, "</{}>", self.tag)
    }
}

/// `H = …`. `variables` and `parameters` are the names of the symbols, `text` is the formula as written.
pub fn equation(
    tree: &Expression,
    text: &str,
    variables: &[String],
    parameters: &[String],
) -> Element {
    let printer = Printer {
        text,
        variables,
        parameters,
    };
    let sides = [
        Element::leaf("mi", "H"),
        operator("="),
        printer.element(tree),
    ];
    Element::of("math", [Element::of("mrow", sides)])
}

struct Printer<'a> {
    text: &'a str,
    variables: &'a [String],
    parameters: &'a [String],
}

/// What a part may stand in without brackets, from the loosest to the tightest.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Place {
    Anywhere,
    Factor,
    Base,
}

impl Printer<'_> {
    fn element(&self, part: &Expression) -> Element {
        match &part.kind {
            Kind::Number(value) => self.number(part, *value),
            Kind::Symbol(symbol) => self.symbol(*symbol),
            Kind::Negative(of) => {
                Element::of("mrow", [operator("−"), self.placed(of, Place::Factor)])
            }
            Kind::Sum(terms) => self.sum(terms),
            Kind::Product(factors) => self.product(factors),
            Kind::Quotient(over, under) => {
                Element::of("mfrac", [self.element(over), self.element(under)])
            }
            Kind::Power(base, exponent) => Element::of(
                "msup",
                [self.placed(base, Place::Base), self.element(exponent)],
            ),
            Kind::Call(function, argument) if **function == SQRT => {
                Element::of("msqrt", [self.element(argument)])
            }
            Kind::Call(function, argument) if **function == ABS => {
                let bar = || operator("|");
                Element::of("mrow", [bar(), self.element(argument), bar()])
            }
            Kind::Call(function, argument) => {
                let argument = match argument.kind {
                    Kind::Symbol(_) => self.element(argument),
                    _ => bracketed(self.element(argument)),
                };
                let name = Element::leaf("mi", function.name);
                Element::of("mrow", [name, operator(APPLY), argument])
            }
        }
    }

    /// A part in brackets if it needs them in this place.
    fn placed(&self, part: &Expression, place: Place) -> Element {
        let fits = match &part.kind {
            Kind::Number(_) | Kind::Symbol(_) => Place::Base,
            Kind::Call(function, _) if **function == ABS => Place::Base,
            Kind::Sum(_) | Kind::Negative(_) => Place::Anywhere,
            _ => Place::Factor,
        };
        let element = self.element(part);
        if fits >= place {
            element
        } else {
            bracketed(element)
        }
    }

    fn sum(&self, terms: &[Term]) -> Element {
        let mut row = Vec::new();
        for (i, term) in terms.iter().enumerate() {
            if term.negative {
                row.push(operator("−"));
            } else if i > 0 {
                row.push(operator("+"));
            }
            row.push(self.placed(&term.of, Place::Factor));
        }
        Element::of("mrow", row)
    }

    fn product(&self, factors: &[Expression]) -> Element {
        let mut row = Vec::new();
        for (i, factor) in factors.iter().enumerate() {
            if i > 0 {
                row.push(operator(if begins_with_digit(factor) {
                    "⋅"
                } else {
                    INVISIBLE_TIMES
                }));
            }
            row.push(self.placed(factor, Place::Factor));
        }
        Element::of("mrow", row)
    }

    /// As written, unless it is in small characters.
    fn number(&self, part: &Expression, value: f64) -> Element {
        let written = part.span.of(self.text);
        let plain = written.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let text = if plain { written } else { value.to_string() };
        Element::leaf("mn", text.replace('-', "−"))
    }

    fn symbol(&self, symbol: Symbol) -> Element {
        let name = match symbol {
            Symbol::Pi => "π",
            Symbol::Euler => "e",
            Symbol::Variable(i) => self.variables.get(i).map_or("", String::as_str),
            Symbol::Parameter(i) => self.parameters.get(i).map_or("", String::as_str),
        };
        // m_eff and m1 have an index.
        let (base, index) = match name.split_once('_') {
            Some((base, index)) => (base, index),
            None => name.split_at(name.trim_end_matches(|c: char| c.is_ascii_digit()).len()),
        };
        if index.is_empty() {
            return Element::leaf("mi", name);
        }
        let numeric = index.chars().all(|c| c.is_ascii_digit());
        let index = Element::leaf(if numeric { "mn" } else { "mi" }, index);
        Element::of("msub", [Element::leaf("mi", base), index])
    }
}

fn operator(text: &str) -> Element {
    Element::leaf("mo", text)
}

fn bracketed(inside: Element) -> Element {
    Element::of("mrow", [operator("("), inside, operator(")")])
}

fn begins_with_digit(part: &Expression) -> bool {
    match &part.kind {
        Kind::Number(_) => true,
        Kind::Power(base, _) => begins_with_digit(base),
        Kind::Product(factors) => factors.first().is_some_and(begins_with_digit),
        _ => false,
    }
}
