//! `Number`: arithmetic that a formula needs, on plain numbers and on dual numbers.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number of a formula.
pub trait Number:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    fn sin(self) -> Self;
    fn cos(self) -> Self;
    fn exp(self) -> Self;
    fn ln(self) -> Self;
    fn sqrt(self) -> Self;
    /// To a constant power.
    fn pow(self, exponent: f64) -> Self;
}

// libm gives the same bits natively and in the browser.
impl Number for f64 {
    fn sin(self) -> f64 {
        libm::sin(self)
    }

    fn cos(self) -> f64 {
        libm::cos(self)
    }

    fn exp(self) -> f64 {
        libm::exp(self)
    }

    fn ln(self) -> f64 {
        libm::log(self)
    }

    fn sqrt(self) -> f64 {
        libm::sqrt(self)
    }

    fn pow(self, exponent: f64) -> f64 {
        libm::pow(self, exponent)
    }
}

/// a + b·ε with ε² = 0: a value and its derivative in one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dual {
    pub value: f64,
    pub slope: f64,
}

impl Dual {
    pub fn constant(value: f64) -> Dual {
        Dual { value, slope: 0.0 }
    }

    /// f(self) from f(value) and f′(value).
    fn chain(self, value: f64, derivative: f64) -> Dual {
        Dual {
            value,
            slope: derivative * self.slope,
        }
    }
}

impl Number for Dual {
    fn sin(self) -> Dual {
        self.chain(libm::sin(self.value), libm::cos(self.value))
    }

    fn cos(self) -> Dual {
        self.chain(libm::cos(self.value), -libm::sin(self.value))
    }

    fn exp(self) -> Dual {
        let value = libm::exp(self.value);
        self.chain(value, value)
    }

    fn ln(self) -> Dual {
        self.chain(libm::log(self.value), 1.0 / self.value)
    }

    fn sqrt(self) -> Dual {
        let value = libm::sqrt(self.value);
        self.chain(value, 0.5 / value)
    }

    fn pow(self, exponent: f64) -> Dual {
        // x⁰ has slope 0 even at x = 0, where 0·x⁻¹ is not a number.
        let derivative = if exponent == 0.0 {
            0.0
        } else {
            exponent * libm::pow(self.value, exponent - 1.0)
        };
        self.chain(libm::pow(self.value, exponent), derivative)
    }
}

impl Add for Dual {
    type Output = Dual;

    fn add(self, other: Dual) -> Dual {
        Dual {
            value: self.value + other.value,
            slope: self.slope + other.slope,
        }
    }
}

impl Sub for Dual {
    type Output = Dual;

    fn sub(self, other: Dual) -> Dual {
        Dual {
            value: self.value - other.value,
            slope: self.slope - other.slope,
        }
    }
}

impl Mul for Dual {
    type Output = Dual;

    fn mul(self, other: Dual) -> Dual {
        Dual {
            value: self.value * other.value,
            slope: self.slope * other.value + self.value * other.slope,
        }
    }
}

impl Div for Dual {
    type Output = Dual;

    fn div(self, other: Dual) -> Dual {
        let value = self.value / other.value;
        Dual {
            value,
            slope: (self.slope - value * other.slope) / other.value,
        }
    }
}

impl Neg for Dual {
    type Output = Dual;

    fn neg(self) -> Dual {
        self.chain(-self.value, -1.0)
    }
}

impl Add<f64> for Dual {
    type Output = Dual;

    fn add(self, other: f64) -> Dual {
        self.chain(self.value + other, 1.0)
    }
}

impl Sub<f64> for Dual {
    type Output = Dual;

    fn sub(self, other: f64) -> Dual {
        self.chain(self.value - other, 1.0)
    }
}

impl Mul<f64> for Dual {
    type Output = Dual;

    fn mul(self, other: f64) -> Dual {
        self.chain(self.value * other, other)
    }
}

impl Div<f64> for Dual {
    type Output = Dual;

    fn div(self, other: f64) -> Dual {
        self.chain(self.value / other, 1.0 / other)
    }
}
