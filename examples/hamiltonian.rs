//! Evaluates a typed Hamiltonian and its gradient (∂H/∂q, ∂H/∂p) at one state, and prints both as JSON:
//! `cargo run --release --example hamiltonian -- --hamiltonian 'p^2/(2*m) + k*q^2/2' --parameters 'm=0.5,k=2' --at '0.3,0.4'`.
//! `--at` gives all positions, then all momenta. docs/formulas.md describes the notation.

use hnn_playground::error::{Error, Result};
use hnn_playground::physics::expression::hamiltonian::TypedHamiltonian;
use serde_json::json;
use std::collections::BTreeMap;

fn main() {
    match run() {
        Ok(values) => println!("{values}"),
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
}

fn run() -> Result<serde_json::Value> {
    let argument = |name: &str| std::env::args().skip_while(|each| each != name).nth(1);
    let text = argument("--hamiltonian").unwrap_or_default();
    let assignments = assignments(&argument("--parameters").unwrap_or_default())?;
    let given: Vec<&str> = assignments.iter().map(|(name, _)| &**name).collect();
    let hamiltonian = TypedHamiltonian::parse(&text, &given)?;

    let names = hamiltonian.parameters();
    let mut parameters: BTreeMap<String, f64> = BTreeMap::new();
    for (written, value) in &assignments {
        let name = TypedHamiltonian::parameter_name(written).filter(|name| names.contains(name));
        let Some(name) = name else {
            let reason = format!("the formula has no parameter {written}");
            return Err(unreadable("--parameters", reason));
        };
        if parameters.insert(name, *value).is_some() {
            let reason = format!("{written} has two values");
            return Err(unreadable("--parameters", reason));
        }
    }
    let value_of = |name: &String| {
        let missing = || unreadable("--parameters", format!("{name} has no value; add {name}=1"));
        parameters.get(name).copied().ok_or_else(missing)
    };
    let values = names.iter().map(value_of).collect::<Result<Vec<f64>>>()?;

    let variables = hamiltonian.variables();
    let at = argument("--at").unwrap_or_default();
    let state: Option<Vec<f64>> = at.split(',').map(finite).collect();
    let Some(state) = state.filter(|state| state.len() == variables.len()) else {
        let count = variables.len();
        let reason = format!("expected {count} numbers for {}", variables.join(","));
        return Err(unreadable("--at", reason));
    };
    let (energy, gradient) = hamiltonian.evaluate(&hamiltonian.with(&values)?, &state)?;
    Ok(json!({
        "variables": variables,
        "parameters": parameters,
        "energy": energy,
        "gradient": gradient,
        "separable": hamiltonian.is_separable(),
    }))
}

/// `m=0.5,k=2`.
fn assignments(text: &str) -> Result<Vec<(String, f64)>> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let assignment = |entry: &str| {
        let parts = entry.split_once('=');
        let parts = parts.and_then(|(name, value)| Some((name.trim().to_owned(), finite(value)?)));
        let problem = || format!("expected name=number, not “{entry}”");
        parts.ok_or_else(|| unreadable("--parameters", problem()))
    };
    text.split(',').map(assignment).collect()
}

fn finite(text: &str) -> Option<f64> {
    let number: Option<f64> = text.trim().parse().ok();
    number.filter(|number| number.is_finite())
}

fn unreadable(what: &'static str, reason: String) -> Error {
    Error::File { what, reason }
}
