//! A box of starts that suits a formula, for visitors who have not chosen one.

use super::hamiltonian::TypedHamiltonian;
use super::starts::Starts;
use crate::physics::law::{Hamiltonian, Law};
use crate::rng::{Purpose, Rng};
use std::f64::consts::TAU;

/// Points from which equilibria are sought, and how far from 0 they are.
const SEARCHES: usize = 40;
const SEARCHED: f64 = 3.0;
/// Largest half width of the box.
const WIDEST: f64 = 1.5;
/// The box is halved this often at most, until few trajectories leave it by more than [`NEAR`] times its half width.
const HALVINGS: usize = 6;
const NEAR: f64 = 4.0;
const FEW: f64 = 0.1;
/// Evaluations of the field to follow the trajectories from one box.
const EVALUATIONS: usize = 60_000;
/// Limits of the trajectories' length, in s.
const SPANS: [f64; 2] = [0.5, 10.0];

/// A box around an equilibrium of H, with sides such that motion in each direction has about the same energy, and the time of one
/// oscillation. The equilibrium is the origin if that is one, and otherwise the nearest minimum.
pub fn automatic_starts(hamiltonian: &TypedHamiltonian, values: &[f64]) -> (Vec<[f64; 2]>, f64) {
    let law = hamiltonian.law(values);
    let dim = 2 * hamiltonian.dof();
    let centre = equilibrium(&law, dim);
    let curvatures = curvatures(&law, &centre);
    let sides = sides(&curvatures);
    let span = span(&curvatures);
    let starts = |width: f64| Starts {
        hamiltonian: hamiltonian.clone(),
        bounds: bounds(&centre, &sides, width),
        span,
    };
    let stays = |width: &f64| {
        let (beyond, drawn) = starts(*width).beyond(&law, NEAR, EVALUATIONS);
        beyond as f64 <= FEW * drawn as f64
    };
    let widths = (0..=HALVINGS).map(|i| 0.5f64.powi(i as i32));
    // A free motion leaves every box.
    let width = widths.into_iter().find(stays).unwrap_or(1.0);
    (starts(width).bounds, span)
}

fn bounds(centre: &[f64], sides: &[f64], width: f64) -> Vec<[f64; 2]> {
    let each = centre.iter().zip(sides);
    each.map(|(centre, side)| {
        let half = side * width;
        [centre - half, centre + half].map(|x| to_decimals(x, half / 10.0))
    })
    .collect()
}

/// The origin, or the minimum nearest to it; the origin if there is none.
fn equilibrium(law: &Law, dim: usize) -> Vec<f64> {
    let origin = vec![0.0; dim];
    let Some(hamiltonian) = law.hamiltonian() else {
        return origin;
    };
    let slope = |x: &[f64]| {
        let mut gradient = vec![0.0; dim];
        hamiltonian.gradient(x, &mut gradient);
        gradient
    };
    if length(&slope(&origin)) < 1e-9 && hamiltonian.energy(&origin).is_finite() {
        return origin;
    }
    let mut rng = Rng::new(0, Purpose::Starts);
    let mut nearest: Option<Vec<f64>> = None;
    for _ in 0..SEARCHES {
        let start = (0..dim).map(|_| rng.uniform_in(-SEARCHED, SEARCHED));
        let found = descend(hamiltonian, &slope, start.collect());
        let closer = |found: &Vec<f64>| {
            nearest
                .as_ref()
                .is_none_or(|best| length(found) < length(best) - 1e-3)
        };
        nearest = found.filter(closer).or(nearest);
    }
    nearest.unwrap_or(origin)
}

/// The minimum downhill from `x`; `None` if there is none nearby.
fn descend(
    hamiltonian: &dyn Hamiltonian,
    slope: &impl Fn(&[f64]) -> Vec<f64>,
    mut x: Vec<f64>,
) -> Option<Vec<f64>> {
    let mut energy = hamiltonian.energy(&x);
    let mut step = 0.1;
    for _ in 0..400 {
        let gradient = slope(&x);
        let steepness = length(&gradient);
        if !(energy.is_finite() && steepness.is_finite() && length(&x) < 3.0 * SEARCHED) {
            return None;
        }
        if steepness < 1e-5 {
            return Some(x);
        }
        // Steps no longer than 1: far from its minimum, a steep potential would throw them out.
        let scale = step / steepness.max(1.0);
        let next: Vec<f64> = x
            .iter()
            .zip(&gradient)
            .map(|(x, g)| x - scale * g)
            .collect();
        let lower = hamiltonian.energy(&next);
        if lower < energy {
            (x, energy) = (next, lower);
            step *= 1.5;
        } else {
            step *= 0.4;
        }
    }
    None
}

/// ∂²H/∂x² in each direction; 0 where it is not finite.
fn curvatures(law: &Law, x: &[f64]) -> Vec<f64> {
    let Some(hamiltonian) = law.hamiltonian() else {
        return vec![0.0; x.len()];
    };
    let h = 1e-4;
    let slope = |i: usize, step: f64| {
        let (mut x, mut gradient) = (x.to_vec(), vec![0.0; x.len()]);
        x[i] += step;
        hamiltonian.gradient(&x, &mut gradient);
        gradient[i]
    };
    (0..x.len())
        .map(|i| (slope(i, h) - slope(i, -h)) / (2.0 * h))
        .map(|curvature| {
            if curvature.is_finite() {
                curvature
            } else {
                0.0
            }
        })
        .collect()
}

/// Half widths in proportion to 1/√|∂²H/∂x²|, the largest [`WIDEST`].
fn sides(curvatures: &[f64]) -> Vec<f64> {
    let usable = |curvature: f64| (1e-2..=1e4).contains(&curvature);
    let side = |curvature: &f64| match curvature.abs() {
        curvature if usable(curvature) => 1.0 / curvature.sqrt(),
        _ => 1.0,
    };
    let sides: Vec<f64> = curvatures.iter().map(side).collect();
    let largest = sides.iter().copied().fold(0.0, f64::max);
    sides
        .iter()
        .map(|side| side * (WIDEST / largest).min(1.0))
        .collect()
}

/// The period of the slowest oscillation, or what is nearest to it within [`SPANS`].
fn span(curvatures: &[f64]) -> f64 {
    let (positions, momenta) = curvatures.split_at(curvatures.len() / 2);
    let frequencies = positions
        .iter()
        .zip(momenta)
        .map(|(q, p)| (q * p).abs().sqrt());
    let slowest = frequencies
        .filter(|w| *w > 1e-3)
        .fold(f64::INFINITY, f64::min);
    let period = (TAU / slowest).max(SPANS[0]);
    let span = if slowest.is_finite() {
        period.min(SPANS[1])
    } else {
        TAU
    };
    to_decimals(span, span / 10.0)
}

fn length(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// x with as few decimals as `unit` needs to be more than 0.
fn to_decimals(x: f64, unit: f64) -> f64 {
    let decimals = (-unit.log10().floor()).max(0.0) as usize;
    let rounded = format!("{x:.decimals$}").parse().unwrap_or(x);
    // No −0.
    rounded + 0.0
}
