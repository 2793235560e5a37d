//! `Program`: steps of a stack machine that compute a formula and its gradient.
//!
//! The gradient comes from dual numbers with one slope per component of the state, in one pass, exact to rounding (Griewank &
//! Walther 2008, *Evaluating Derivatives*, 3.2). No evaluation allocates.

use super::limits::MAX_DOF;
use super::operation::{Binary, Unary};
use super::span::Span;

/// Largest stack of any formula within the limits.
const DEEP: usize = 128;
/// Stack of nearly all formulas.
const SHALLOW: usize = 8;
const MAX_DIM: usize = 2 * MAX_DOF;

/// A compiled formula.
#[derive(Debug, Clone, Default)]
pub struct Program {
    steps: Vec<Step>,
    /// What each step computes, in the text of the formula.
    spans: Vec<Span>,
    /// Values on the stack after the last step.
    height: usize,
    /// Largest number of values on the stack.
    stack: usize,
}

#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// Puts a number on the stack.
    Constant(f64),
    /// Puts a component of the state on the stack.
    Variable(usize),
    /// Replaces the topmost value.
    One(Unary),
    /// Replaces the two topmost values by one.
    Two(Binary),
}

/// A value with its partial derivatives.
#[derive(Debug, Clone, Copy)]
struct Dual {
    value: f64,
    slopes: [f64; MAX_DIM],
}

const ZERO: Dual = Dual {
    value: 0.0,
    slopes: [0.0; MAX_DIM],
};

impl Program {
    /// Appends a step that computes the part of the formula at `span`.
    pub fn push(&mut self, step: Step, span: Span) {
        match step {
            Step::Constant(_) | Step::Variable(_) => self.height += 1,
            Step::One(_) => (),
            Step::Two(_) => self.height -= 1,
        }
        self.stack = self.stack.max(self.height);
        self.steps.push(step);
        self.spans.push(span);
    }

    /// H of one state; infinite or NaN where it is not defined.
    pub fn value(&self, x: &[f64]) -> f64 {
        if self.stack <= SHALLOW {
            self.value_on::<SHALLOW>(x)
        } else {
            self.value_on::<DEEP>(x)
        }
    }

    /// Writes the gradient of H at one state, and returns H.
    pub fn gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let dual = if self.stack <= SHALLOW {
            self.dual_on::<SHALLOW>(x, |_, _| ())
        } else {
            self.dual_on::<DEEP>(x, |_, _| ())
        };
        gradient.copy_from_slice(&dual.slopes[..gradient.len()]);
        dual.value
    }

    fn value_on<const STACK: usize>(&self, x: &[f64]) -> f64 {
        let mut stack = [0.0; STACK];
        let mut top = 0;
        for step in &self.steps {
            match *step {
                Step::Constant(value) => {
                    stack[top] = value;
                    top += 1;
                }
                Step::Variable(i) => {
                    stack[top] = x[i];
                    top += 1;
                }
                Step::One(operation) => stack[top - 1] = operation.value(stack[top - 1]),
                Step::Two(operation) => {
                    top -= 1;
                    stack[top - 1] = operation.value(stack[top - 1], stack[top]);
                }
            }
        }
        stack[0]
    }

    /// Calls `after(i, dual)` with the result of each step.
    fn dual_on<const STACK: usize>(&self, x: &[f64], mut after: impl FnMut(usize, &Dual)) -> Dual {
        let dim = x.len().min(MAX_DIM);
        let mut stack = [ZERO; STACK];
        let mut top = 0;
        for (i, step) in self.steps.iter().enumerate() {
            match *step {
                Step::Constant(value) => {
                    stack[top] = Dual { value, ..ZERO };
                    top += 1;
                }
                Step::Variable(i) => {
                    stack[top] = Dual {
                        value: x[i],
                        ..ZERO
                    };
                    stack[top].slopes[i] = 1.0;
                    top += 1;
                }
                Step::One(operation) => {
                    let a = &mut stack[top - 1];
                    let value = operation.value(a.value);
                    let slope = operation.slope(a.value, value);
                    a.value = value;
                    a.slopes[..dim].iter_mut().for_each(|s| *s *= slope);
                }
                Step::Two(operation) => {
                    top -= 1;
                    let (below, above) = stack.split_at_mut(top);
                    let (a, b) = (&mut below[top - 1], &above[0]);
                    let value = operation.value(a.value, b.value);
                    let [of_a, of_b] = operation.slopes(a.value, b.value, value);
                    a.value = value;
                    for (a, b) in a.slopes[..dim].iter_mut().zip(&b.slopes) {
                        *a = of_a * *a + of_b * b;
                    }
                }
            }
            after(i, &stack[top - 1]);
        }
        stack[0]
    }

    /// What makes H or its gradient infinite or undefined at a state: the first such step.
    pub fn problem(&self, text: &str, x: &[f64]) -> Option<(Span, String)> {
        let dim = x.len().min(MAX_DIM);
        let mut operands: Vec<f64> = Vec::new();
        let mut found = None;
        self.dual_on::<DEEP>(x, |i, dual| {
            let why = match self.steps[i] {
                Step::Constant(_) | Step::Variable(_) => String::new(),
                Step::One(operation) => operation.problem(operands.pop().unwrap_or(f64::NAN)),
                Step::Two(operation) => {
                    let b = operands.pop().unwrap_or(f64::NAN);
                    operation.problem(operands.pop().unwrap_or(f64::NAN), b)
                }
            };
            operands.push(dual.value);
            if found.is_none() {
                let part = self.spans[i].quoted(text);
                if !dual.value.is_finite() {
                    found = Some((self.spans[i], format!("{part} {why}")));
                } else if !dual.slopes[..dim].iter().all(|slope| slope.is_finite()) {
                    found = Some((self.spans[i], format!("{part} has no finite slope")));
                }
            }
        });
        found
    }
}
