//! Pace: how fast a trajectory runs through its phase, compared with the true one.
//!
//! The phase is the angle about the origin of a plane that each system names ([`crate::physics::system::System::phase`]): (q, p) for one degree of
//! freedom, the line between the bodies for two. A period is the time of a whole turn, on average over all whole turns of a
//! trajectory.

use crate::physics::trajectory::Trajectory;
use std::f64::consts::{PI, TAU};

/// Mean period in s; `None` for less than a whole turn, as where a pendulum turns over, whose angle grows without bound.
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
        // A step may complete a turn in either direction; the time within it is interpolated.
        let completed = (turned.abs() / TAU).floor();
        if completed > turns {
            let part = (completed * TAU - before.abs()) / step.abs();
            turns = completed;
            time = (i as f64 + part) * trajectory.dt;
        }
    }
    (turns > 0.0).then(|| time / turns)
}

/// Phase gained on the truth as a fraction of its phase: 0.05 is 5 % fast, −0.05 is 5 % slow.
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
