//! PROTOCOLS: how the paper measures the energy error on each of its systems, quirks included.

use super::published;
use crate::physics::system::System;

/// How to measure the energy error: mean over starts and points of
/// (energy along the model's path − energy along the true path)².
#[derive(Debug)]
pub struct Protocol {
    /// Id of the system.
    pub system: &'static str,
    /// Equally spaced points over [0, span], ends included.
    pub points: usize,
    /// In s.
    pub span: f64,
    /// Starts drawn as for training.
    pub starts: usize,
    /// Deviations of the published protocol.
    pub published: Published,
}

/// The quirks of the published protocol, needed for comparison.
#[derive(Debug)]
pub struct Published {
    /// Its starts; if empty, 15 are drawn as for training.
    pub starts: &'static [[f64; 2]],
    /// Its “energy” where that is not H.
    pub energy: Option<fn(&[f64]) -> f64>,
    /// Factor on the model's time span, but not the truth's, before each run.
    pub stretch: f64,
    /// Number of earlier runs, made for figures, that already stretched the span.
    pub stretched_before: i32,
    /// Training steps.
    pub steps: u32,
}

/// For a system that is not in the paper: its protocol for one degree of freedom, without quirks.
const OTHER: Protocol = Protocol {
    system: "",
    points: 100,
    span: 20.0,
    starts: 100,
    published: Published {
        starts: &[],
        energy: None,
        stretch: 1.0,
        stretched_before: 0,
        steps: 2000,
    },
};

/// All protocols.
static PROTOCOLS: &[Protocol] = &[
    Protocol {
        system: "spring",
        published: Published {
            starts: published::SPRING_STARTS,
            energy: Some(|x| x[0] * x[0] + x[1] * x[1]),
            stretch: 1.09,
            stretched_before: 1,
            ..OTHER.published
        },
        ..OTHER
    },
    Protocol {
        system: "pendulum",
        published: Published {
            starts: published::PENDULUM_STARTS,
            energy: Some(|x| x[0] * x[0] + x[1] * x[1]),
            ..OTHER.published
        },
        ..OTHER
    },
    Protocol {
        system: "two_body",
        points: 500,
        span: 25.0,
        starts: 15,
        published: Published {
            steps: 10_000,
            ..OTHER.published
        },
    },
];

/// The protocol of a system.
pub fn protocol(system: &System) -> &'static Protocol {
    PROTOCOLS
        .iter()
        .find(|protocol| protocol.system == system.id)
        .unwrap_or(&OTHER)
}
