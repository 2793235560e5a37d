//! `Value`: the value of a setting, the same in Rust, JSON, links and the page.

use serde::{Deserialize, Serialize};

/// A number, the id of a choice, or one number per coordinate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Value {
    Number(f64),
    Text(String),
    List(Vec<f64>),
}

impl Value {
    /// The number; `None` for another type.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(number) => f.write_str(&in_words(*number)),
            Value::Text(text) => write!(f, "“{text}”"),
            Value::List(list) => {
                let list: Vec<String> = list.iter().copied().map(in_words).collect();
                write!(f, "({})", list.join(", "))
            }
        }
    }
}

/// A number that parses back to itself, with an exponent instead of many zeros.
fn in_words(number: f64) -> String {
    let magnitude = number.abs();
    if magnitude >= 1e16 || (magnitude > 0.0 && magnitude < 1e-5) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(f64::from(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<Vec<f64>> for Value {
    fn from(list: Vec<f64>) -> Self {
        Value::List(list)
    }
}

impl From<&[f64]> for Value {
    fn from(list: &[f64]) -> Self {
        Value::List(list.to_vec())
    }
}
