//! `TypedHamiltonian`: a formula for H(q, p) that a visitor typed, and how it was read.

use super::compiler::compile;
use super::mathml::{self, Element};
use super::name::{Run, Variables, canonical, named};
use super::operation::short;
use super::other_readings::other_readings;
use super::parser::parse;
use super::program::Program;
use super::separability::is_separable;
use super::token::tokens;
use super::tree::Expression;
use crate::error::{Error, Result};
use crate::physics::law::{Hamiltonian, Law};
use serde::Serialize;

/// The value of a parameter that has none yet.
pub const DEFAULT_PARAMETER: f64 = 1.0;

/// H(q, p) as typed, with open parameters.
#[derive(Debug, Clone)]
pub struct TypedHamiltonian {
    text: String,
    tree: Expression,
    variables: Variables,
    parameters: Vec<String>,
    others: Vec<String>,
}

/// How a formula was read, for the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ReadFormula {
    /// All positions, then all momenta.
    pub variables: Vec<String>,
    /// In the order of their first appearance.
    pub parameters: Vec<String>,
    /// Whether H = T(p) + V(q).
    pub separable: bool,
    /// H = … as typeset.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "MathElement"))]
    pub mathml: Element,
    /// Formulas for other readings of the same text.
    pub others: Vec<String>,
}

/// A formula as it was read, and what could be read otherwise.
struct Read {
    hamiltonian: TypedHamiltonian,
    runs: Vec<Run>,
    brackets: Vec<(usize, char)>,
}

impl TypedHamiltonian {
    /// Reads a formula. `given` are names of parameters that the visitor has set: letters written together that are all given
    /// are a product.
    ///
    /// # Errors
    /// [`Error::Formula`] with the characters that cannot be read and what was expected there.
    pub fn parse(text: &str, given: &[&str]) -> Result<TypedHamiltonian> {
        let given: Vec<String> = given.iter().filter_map(|name| canonical(name)).collect();
        let Read {
            mut hamiltonian,
            runs,
            brackets,
        } = TypedHamiltonian::read(text, &given)?;
        let shown = hamiltonian.mathml();
        hamiltonian.others = other_readings(text, &runs, &brackets)
            .into_iter()
            .filter(|other| {
                TypedHamiltonian::read(other, &given)
                    .is_ok_and(|other| other.hamiltonian.mathml() != shown)
            })
            .collect();
        Ok(hamiltonian)
    }

    fn read(text: &str, given: &[String]) -> Result<Read> {
        let named = named(tokens(text)?, given)?;
        let parsed = parse(text, &named.tokens)?;
        if named.variables.dof == 0 {
            let whole = parsed.tree.span;
            return Err(whole.error("expected q and p, or q1, p1, q2, p2, in the formula"));
        }
        let (_, constants) = compile(&parsed.tree, text, None);
        constants?;
        Ok(Read {
            hamiltonian: TypedHamiltonian {
                text: text.to_owned(),
                tree: parsed.tree,
                variables: named.variables,
                parameters: named.parameters,
                others: Vec::new(),
            },
            runs: named.runs,
            brackets: parsed.brackets,
        })
    }

    /// The name that a formula has for a parameter spelled like this: `m₁` and `m_1` are `m1`. `None` if it cannot be one.
    pub fn parameter_name(spelling: &str) -> Option<String> {
        canonical(spelling)
    }

    /// The formula as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Degrees of freedom.
    pub fn dof(&self) -> usize {
        self.variables.dof
    }

    /// Names of the components of the state, all positions first.
    pub fn variables(&self) -> Vec<String> {
        self.variables.names()
    }

    /// Names of the parameters, in the order of their first appearance.
    pub fn parameters(&self) -> &[String] {
        &self.parameters
    }

    /// Whether H = T(p) + V(q).
    pub fn is_separable(&self) -> bool {
        is_separable(&self.tree, self.variables.dof)
    }

    /// H = … as typeset.
    pub fn mathml(&self) -> Element {
        mathml::equation(&self.tree, &self.text, &self.variables(), &self.parameters)
    }

    /// How the formula was read.
    pub fn reading(&self) -> ReadFormula {
        ReadFormula {
            variables: self.variables(),
            parameters: self.parameters.clone(),
            separable: self.is_separable(),
            mathml: self.mathml(),
            others: self.others.clone(),
        }
    }

    /// H with values for its parameters, in the order of [`TypedHamiltonian::parameters`].
    ///
    /// # Errors
    /// A value is missing or not finite, or a part without variables is not finite, as where it divides by a mass of 0.
    pub fn with(&self, values: &[f64]) -> Result<BoundHamiltonian> {
        for (i, name) in self.parameters.iter().enumerate() {
            let value = values.get(i);
            if !value.is_some_and(|value| value.is_finite()) {
                return Err(Error::Setting {
                    field: name.clone(),
                    value: value.map_or("a missing value".to_owned(), f64::to_string),
                    allowed: "a finite number".to_owned(),
                });
            }
        }
        let (bound, constants) = self.bound(values);
        constants.map_err(|error| TypedHamiltonian::at(error, &self.parameters, values))?;
        Ok(bound)
    }

    /// The law of motion for given parameters. Where H is not defined, so is the field.
    pub fn law(&self, values: &[f64]) -> Law {
        Law::of(2 * self.variables.dof, self.bound(values).0)
    }

    fn bound(&self, values: &[f64]) -> (BoundHamiltonian, Result<()>) {
        let (program, constants) = compile(&self.tree, &self.text, Some(values));
        let bound = BoundHamiltonian {
            program,
            separable: self.is_separable(),
        };
        (bound, constants)
    }

    /// Energy and gradient of one state, checked.
    ///
    /// # Errors
    /// The first part of the formula that is not finite there.
    pub fn evaluate(&self, bound: &BoundHamiltonian, x: &[f64]) -> Result<(f64, Vec<f64>)> {
        let mut gradient = vec![0.0; x.len()];
        let energy = bound.program.gradient(x, &mut gradient);
        if energy.is_finite() && gradient.iter().all(|slope| slope.is_finite()) {
            return Ok((energy, gradient));
        }
        let whole = || (self.tree.span, "H is not finite".to_owned());
        let (span, problem) = bound.program.problem(&self.text, x).unwrap_or_else(whole);
        Err(TypedHamiltonian::at(
            span.error(problem),
            &self.variables(),
            x,
        ))
    }

    /// The same error with the values of names.
    fn at(error: Error, names: &[String], values: &[f64]) -> Error {
        match error {
            Error::Formula {
                at,
                length,
                problem,
            } if !names.is_empty() => Error::Formula {
                at,
                length,
                problem: format!("{problem} where {}", state(names, values)),
            },
            error => error,
        }
    }
}

/// H(q, p) with values for its parameters.
#[derive(Debug, Clone)]
pub struct BoundHamiltonian {
    program: Program,
    separable: bool,
}

impl Hamiltonian for BoundHamiltonian {
    fn energy(&self, x: &[f64]) -> f64 {
        self.program.value(x)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.program.gradient(x, gradient);
    }

    fn is_separable(&self) -> bool {
        self.separable
    }
}

/// The components of a state for a message: `q = 1, p = 0.5`.
fn state(names: &[String], x: &[f64]) -> String {
    let each = names
        .iter()
        .zip(x)
        .map(|(name, x)| format!("{name} = {}", short(*x)));
    each.collect::<Vec<_>>().join(", ")
}
