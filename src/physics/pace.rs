//! Pace: how fast a trajectory's phase advances, relative to the truth.
//!
//! The phase is the angle of a point that each system defines ([`crate::physics::system::System::phase`]): (q, p) for one
//! degree of freedom, the line between the bodies for two. The period is the mean duration of a trajectory's whole turns.

use crate::physics::trajectory::Trajectory;
use std::f64::consts::{PI, TAU};

/// Mean period in s; `None` for less than a whole turn, as for a rotating pendulum.
pub fn period(trajectory: &Trajectory, phase: impl Fn(&[f64]) -> [f64; 2]) -> Option<f64> {
    let mut points = trajectory.iter().map(phase);
    let mut last = points.next()?;
    let mut turned = 0.0;
    let (mut turns, mut time) = (0.0, 0.0);
    for (i, point) in points.enumerate() {
        let step = angle_between(last, point);
        let before = turned;
        turned += step;
        last = point;
        // Interpolate the time at which the step completes a turn, in either direction.
        let completed = (turned.abs() / TAU).floor();
        if completed > turns {
            let fraction = (completed * TAU - before.abs()) / step.abs();
            turns = completed;
            time = (i as f64 + fraction) * trajectory.dt;
        }
    }
    (turns > 0.0).then(|| time / turns)
}

/// Phase gained on the truth, as a fraction: 0.05 is 5 % fast, −0.05 is 5 % slow.
pub fn pace(period: f64, true_period: f64) -> f64 {
    true_period / period - 1.0
}

/// The angle from a to b, in (−π, π].
fn angle_between(a: [f64; 2], b: [f64; 2]) -> f64 {
    let angle = libm::atan2(b[1], b[0]) - libm::atan2(a[1], a[0]);
    if angle > PI {
        angle - TAU
    } else if angle <= -PI {
        angle + TAU
    } else {
        angle
    }
}
