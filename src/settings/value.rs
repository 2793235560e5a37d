//! `Value`: what a setting can hold, the same in Rust, JSON, links and the page.

use serde::{Deserialize, Serialize};

/// A number, the id of a choice, or one number for each coordinate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum Value {
    Number(f64),
    Text(String),
    List(Vec<f64>),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(number) => write!(f, "{number}"),
            Value::Text(text) => write!(f, "“{text}”"),
            Value::List(list) => {
                let list: Vec<String> = list.iter().map(f64::to_string).collect();
                write!(f, "({})", list.join(", "))
            }
        }
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

impl From<&[f64]> for Value {
    fn from(list: &[f64]) -> Self {
        Value::List(list.to_vec())
    }
}
