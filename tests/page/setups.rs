//! Do experiments begin with a view that shows their system, and with a start in it?

use hnn_playground::experiment::setup::setup;
use hnn_playground::physics::system::System;
use hnn_playground::physics::systems::SYSTEMS;
use hnn_playground::rng::{Purpose, Rng};
use std::f64::consts::PI;

/// A hundred starts as the data have them, `(100, dim)`.
fn starts(system: &System) -> Vec<Vec<f64>> {
    let parameters: Vec<f64> = system.parameters.iter().map(|p| p.default).collect();
    let sampling = &system.mechanics.as_ref().unwrap().sampling;
    let mut rng = Rng::new(0, Purpose::Starts);
    let mut draw = || {
        let mut x = vec![0.0; system.dim()];
        (sampling.start)(&mut rng, &parameters, &mut x);
        x
    };
    (0..100).map(|_| draw()).collect()
}

#[test]
fn views_show_the_start_and_the_data() {
    for system in SYSTEMS {
        let setup = setup(system);
        let view = &setup.view;
        assert_eq!(setup.start.len(), system.dim());
        for (axis, [low, high]) in view.axes.into_iter().zip([view.x, view.y]) {
            let shown = |x: &[f64]| (low..=high).contains(&x[axis]);
            assert!(shown(&setup.start), "{}", system.id);
            assert!(starts(system).iter().all(|x| shown(x)), "{}", system.id);
        }
    }
    // Upside down, a pendulum is at ±π.
    let pendulum = setup(System::by_id("pendulum").unwrap()).view;
    assert!(pendulum.x[0] < -PI && pendulum.x[1] > PI);
    assert_eq!(pendulum.body, "pendulum");
}

/// A system without a setup of its own shows twice the range of its starts.
#[test]
fn other_systems_show_twice_the_range_of_their_starts() {
    for known in SYSTEMS {
        let other = System {
            id: "other",
            ..known.clone()
        };
        let setup = setup(&other);
        let drawn = starts(&other);
        assert_eq!(setup.view.axes, [0, other.dim() / 2]);
        for (axis, range) in setup
            .view
            .axes
            .into_iter()
            .zip([setup.view.x, setup.view.y])
        {
            let widest = drawn.iter().map(|x| x[axis].abs()).fold(0.0, f64::max);
            assert_eq!(range, [-2.0 * widest, 2.0 * widest], "{}", known.id);
        }
        assert_eq!(setup.start, drawn[0]);
    }
}
