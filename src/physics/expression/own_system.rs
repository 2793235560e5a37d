//! The system of a typed Hamiltonian: a record like those of the table, made at run time.

use super::hamiltonian::TypedHamiltonian;
use super::starts::{Starts, TOLERANCE};
use crate::error::{Error, Result};
use crate::physics::function::Function;
use crate::physics::own::{MAX_PARAMETER, OWN, OWN_LABEL, OWN_SUMMARY, parameter_key};
use crate::physics::system::{
    Coordinate, Mechanics, Parameter, Sampling, System, Typed, coordinate,
};
use crate::rng::Rng;
use std::borrow::Cow;
use std::sync::Arc;

const POSITIONS: [Coordinate; 4] = [
    coordinate("q", "position", ""),
    coordinate("q₁", "position 1", ""),
    coordinate("q₂", "position 2", ""),
    coordinate("q₃", "position 3", ""),
];
const MOMENTA: [Coordinate; 4] = [
    coordinate("p", "momentum", ""),
    coordinate("p₁", "momentum 1", ""),
    coordinate("p₂", "momentum 2", ""),
    coordinate("p₃", "momentum 3", ""),
];

/// The system of a formula with these values of its parameters. `bounds` are the box of starts, `[low, high]` for each component
/// of the state; training trajectories last `span`, in s. Starts whose trajectory escapes are drawn again.
///
/// Keys of the parameters are those of [`parameter_key`].
///
/// # Errors
/// A value is missing, or H is not finite for any state with these parameters; a bound or the span is not allowed;
/// [`Error::Escapes`] if more than nine of ten trajectories escape.
pub fn own_system(
    hamiltonian: &TypedHamiltonian,
    values: &[f64],
    bounds: &[[f64; 2]],
    span: f64,
) -> Result<System> {
    hamiltonian.with(values)?;
    check(hamiltonian, bounds, span)?;
    let starts = Arc::new(Starts {
        hamiltonian: hamiltonian.clone(),
        bounds: bounds.to_vec(),
        span,
    });
    starts.check_escapes(values)?;

    let dof = hamiltonian.dof();
    let centre = [0, dof].map(|i| (bounds[i][0] + bounds[i][1]) / 2.0);
    let text = hamiltonian.text().trim();
    let [law, inside, lowest] = [&starts, &starts, &starts].map(Arc::clone);
    Ok(System {
        id: OWN,
        label: OWN_LABEL,
        summary: OWN_SUMMARY,
        coordinates: Cow::Owned(coordinates(hamiltonian)),
        parameters: Cow::Owned(parameters(hamiltonian, values)),
        formula: Cow::Owned(if text.contains('=') {
            printed(text)
        } else {
            format!("H = {}", printed(text))
        }),
        phase: Function::Shared(Arc::new(move |x: &[f64]| {
            [x[0] - centre[0], x[dof] - centre[1]]
        })),
        mechanics: Some(Mechanics {
            law: Function::Shared(Arc::new(move |values: &[f64]| law.hamiltonian.law(values))),
            best_pace: None,
            sampling: Sampling {
                start: Function::Shared(Arc::new(
                    move |rng: &mut Rng, values: &[f64], x: &mut [f64]| {
                        inside.draw_inside(rng, values, x);
                    },
                )),
                outside: Function::Shared(Arc::new(
                    move |rng: &mut Rng, values: &[f64], x: &mut [f64]| {
                        starts.draw_outside(rng, values, x);
                    },
                )),
                span,
                test_share: 1.0,
                tolerance: TOLERANCE,
            },
        }),
        typed: Some(Typed {
            formula: hamiltonian.text().to_owned(),
            starts: bounds.to_vec(),
            lowest_energy: Function::Shared(Arc::new(move |values: &[f64]| {
                lowest.energies(&lowest.hamiltonian.law(values))[0]
            })),
        }),
    })
}

/// A formula with raised whole exponents, minus signs and centred dots, for captions.
fn printed(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let text: Vec<char> = text.replace("**", "^").chars().collect();
    let mut printed = String::new();
    let mut i = 0;
    while i < text.len() {
        let digits = text[i + 1..].iter().map_while(|c| c.to_digit(10));
        let end = i + 1 + digits.clone().count();
        let whole = end > i + 1 && text.get(end) != Some(&'.');
        match text[i] {
            '^' if whole => {
                printed.extend(digits.map(|digit| RAISED[digit as usize]));
                i = end;
                continue;
            }
            '-' => printed.push('−'),
            '*' => printed.push('·'),
            c => printed.push(c),
        }
        i += 1;
    }
    printed
}

fn check(hamiltonian: &TypedHamiltonian, bounds: &[[f64; 2]], span: f64) -> Result<()> {
    let refuse = |field: String, value: String, allowed: &str| {
        Err(Error::Setting {
            field,
            value,
            allowed: allowed.to_owned(),
        })
    };
    let names = hamiltonian.variables();
    if bounds.len() != names.len() {
        let allowed = format!(
            "{} ranges, one for each of {}",
            names.len(),
            names.join(", ")
        );
        return refuse(
            "starts".to_owned(),
            format!("a list of {}", bounds.len()),
            &allowed,
        );
    }
    for (name, [low, high]) in names.into_iter().zip(bounds) {
        if !(low.is_finite() && high.is_finite() && low < high) {
            let value = format!("{low} to {high}");
            return refuse(name, value, "from a finite number to a larger one");
        }
    }
    if !(span.is_finite() && span > 0.0) {
        return refuse("span".to_owned(), span.to_string(), "a positive number");
    }
    Ok(())
}

fn coordinates(hamiltonian: &TypedHamiltonian) -> Vec<Coordinate> {
    let numbered = hamiltonian.variables().iter().any(|name| name.len() > 1);
    let first = usize::from(numbered);
    let some = |all: [Coordinate; 4]| all.into_iter().skip(first).take(hamiltonian.dof());
    some(POSITIONS).chain(some(MOMENTA)).collect()
}

fn parameters(hamiltonian: &TypedHamiltonian, values: &[f64]) -> Vec<Parameter> {
    let names = hamiltonian.parameters().iter();
    names
        .zip(values)
        .map(|(name, value)| Parameter {
            key: Cow::Owned(parameter_key(name)),
            label: Cow::Owned(name.clone()),
            unit: "",
            help: "A parameter of your formula.",
            min: -MAX_PARAMETER,
            max: MAX_PARAMETER,
            step: 0.01,
            default: *value,
        })
        .collect()
}
