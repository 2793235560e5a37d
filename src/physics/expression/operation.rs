//! The operations of a compiled formula: values, partial derivatives, and why a value is not finite.

use super::functions::{EVERYWHERE, Function};

/// An operation on one number.
#[derive(Debug, Clone, Copy)]
pub enum Unary {
    Negate,
    /// a + c.
    Plus(f64),
    /// c·a.
    Times(f64),
    /// a/c.
    Over(f64),
    /// c/a.
    Reciprocal(f64),
    /// aⁿ by multiplication.
    Whole(i32),
    /// a^c.
    Power(f64),
    /// c^a.
    Exponential(f64),
    Call(&'static Function),
}

/// An operation on two numbers.
#[derive(Debug, Clone, Copy)]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

impl Unary {
    pub fn value(self, a: f64) -> f64 {
        match self {
            Unary::Negate => -a,
            Unary::Plus(c) => a + c,
            Unary::Times(c) => c * a,
            Unary::Over(c) => a / c,
            Unary::Reciprocal(c) => c / a,
            Unary::Whole(n) => whole_power(a, n),
            Unary::Power(c) => libm::pow(a, c),
            Unary::Exponential(c) => libm::pow(c, a),
            Unary::Call(function) => (function.value)(a),
        }
    }

    /// The derivative at `a`, where the value is `value`.
    pub fn slope(self, a: f64, value: f64) -> f64 {
        match self {
            Unary::Negate => -1.0,
            Unary::Plus(_) => 1.0,
            Unary::Times(c) => c,
            Unary::Over(c) => 1.0 / c,
            Unary::Reciprocal(_) => -value / a,
            // x⁰ has slope 0 even at x = 0, where 0·x⁻¹ is not a number.
            Unary::Whole(0) => 0.0,
            Unary::Whole(n) => f64::from(n) * whole_power(a, n - 1),
            Unary::Power(c) => c * libm::pow(a, c - 1.0),
            Unary::Exponential(c) => slope_of_exponent(c, a, value),
            Unary::Call(function) => (function.slope)(a, value),
        }
    }

    /// Why the value at `a` is not finite.
    pub fn problem(self, a: f64) -> String {
        match self {
            Unary::Over(c) => Binary::Divide.problem(a, c),
            Unary::Reciprocal(c) => Binary::Divide.problem(c, a),
            Unary::Whole(n) => Binary::Power.problem(a, f64::from(n)),
            Unary::Power(c) => Binary::Power.problem(a, c),
            Unary::Exponential(c) => Binary::Power.problem(c, a),
            Unary::Call(function) if function.domain != EVERYWHERE => {
                format!("needs {}, not {}", function.domain, short(a))
            }
            _ => TOO_LARGE.to_owned(),
        }
    }
}

impl Binary {
    pub fn value(self, a: f64, b: f64) -> f64 {
        match self {
            Binary::Add => a + b,
            Binary::Subtract => a - b,
            Binary::Multiply => a * b,
            Binary::Divide => a / b,
            Binary::Power => libm::pow(a, b),
        }
    }

    /// The partial derivatives at (a, b), where the value is `value`.
    pub fn slopes(self, a: f64, b: f64, value: f64) -> [f64; 2] {
        match self {
            Binary::Add => [1.0, 1.0],
            Binary::Subtract => [1.0, -1.0],
            Binary::Multiply => [b, a],
            Binary::Divide => [1.0 / b, -value / b],
            Binary::Power => {
                let of_base = if b == 0.0 {
                    0.0
                } else {
                    b * libm::pow(a, b - 1.0)
                };
                [of_base, slope_of_exponent(a, b, value)]
            }
        }
    }

    /// Why the value at (a, b) is not finite.
    pub fn problem(self, a: f64, b: f64) -> String {
        match self {
            Binary::Divide if b == 0.0 => "divides by zero".to_owned(),
            Binary::Power if a == 0.0 && b < 0.0 => "divides by zero".to_owned(),
            Binary::Power if a < 0.0 && b.fract() != 0.0 => {
                format!(
                    "raises the negative number {} to the power {}, which is not whole",
                    short(a),
                    short(b)
                )
            }
            _ => TOO_LARGE.to_owned(),
        }
    }
}

const TOO_LARGE: &str = "is too large";

/// ∂(aᵇ)/∂b = aᵇ·ln a; 0 for a base of 0, where the power stays 0.
fn slope_of_exponent(a: f64, b: f64, value: f64) -> f64 {
    if a == 0.0 && b > 0.0 {
        0.0
    } else {
        value * libm::log(a)
    }
}

/// aⁿ by repeated squaring.
fn whole_power(a: f64, n: i32) -> f64 {
    let mut power = 1.0;
    let mut square = a;
    let mut left = n.unsigned_abs();
    while left > 0 {
        if left % 2 == 1 {
            power *= square;
        }
        left /= 2;
        if left > 0 {
            square *= square;
        }
    }
    if n < 0 { 1.0 / power } else { power }
}

/// A number with at most five digits, for a message.
pub fn short(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 || (1e-3..1e5).contains(&size) {
        let places = (4.0 - size.max(1e-3).log10().floor()).clamp(0.0, 8.0);
        let text = format!("{value:.*}", places as usize);
        let text = if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            &text
        };
        text.replace('-', "−")
    } else {
        format!("{value:.4e}").replace('-', "−")
    }
}
