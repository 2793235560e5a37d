//! Starts on a ring in the phase plane.

use crate::rng::Rng;

/// Draws a point of the square [−1, 1]² and scales it to a radius uniform in [low, high), as the published code does.
pub fn ring(rng: &mut Rng, low: f64, high: f64, x: &mut [f64]) {
    let direction = [rng.uniform_in(-1.0, 1.0), rng.uniform_in(-1.0, 1.0)];
    let norm = (direction[0] * direction[0] + direction[1] * direction[1]).sqrt();
    let radius = rng.uniform_in(low, high);
    x[0] = direction[0] / norm * radius;
    x[1] = direction[1] / norm * radius;
}
