const DUFFING: System = System {
    id: "duffing",
    label: "Duffing oscillator",
    summary: "A mass on a spring that gets stiffer as it is stretched. Wide swings are faster than narrow ones.",
    coordinates: &[
        coordinate("q", "position", "m"),
        coordinate("p", "momentum", "kg·m/s"),
    ],
    parameters: &[
        Parameter {
            key: "stiffness",
            label: "Stiffness k",
            unit: "N/m",
            help: "Force per metre for small stretches.",
            min: 0.2,
            max: 4.0,
            step: 0.1,
            default: 1.0,
        },
        Parameter {
            key: "hardening",
            label: "Hardening b",
            unit: "N/m³",
            help: "How much stiffer the spring gets. 0 is the ideal spring.",
            min: 0.0,
            max: 4.0,
            step: 0.1,
            default: 2.0,
        },
    ],
    formula: "H = p²/2 + kq²/2 + bq⁴/4",
    separable: true,
    hamiltonian: |parameters, x| {
        let (k, b) = (parameters[0], parameters[1]);
        let square = x[0] * x[0];
        x[1] * x[1] / 2.0 + k * square / 2.0 + b * square * square / 4.0
    },
    field: |parameters, x, dx| {
        let (k, b) = (parameters[0], parameters[1]);
        dx[0] = x[1];
        dx[1] = -k * x[0] - b * x[0] * x[0] * x[0];
    },
    sampling: Sampling {
        start: |rng, _, x| ring(rng, 0.3, 1.3, x),
        outside: |rng, _, x| ring(rng, 1.6, 1.8, x),
        span: 3.0,
        test_share: 1.0,
        tolerance: 1e-10,
    },
    phase: |x| [x[0], x[1]],
    best_pace: None,
    energy_measure: EnergyMeasure {
        points: 100,
        span: 20.0,
        starts: 100,
        // The paper has no such system, so there is nothing to compare with.
        published: Published {
            starts: &[],
            energy: None,
            stretch: 1.0,
            stretched_before: 0,
            steps: 2000,
        },
    },
    view: View {
        axes: [0, 1],
        x: [-1.8, 1.8],
        y: [-1.8, 1.8],
        body: "spring",
    },
    defaults: Defaults {
        trajectories: 25,
        samples: 30,
        noise: 0.05,
        seed: 0,
        width: 64,
        weight_decay: 1e-4,
        batch_size: 0,
        steps: 2000,
        start: &[1.0, 0.0],
        horizon: 20.0,
        dt: 0.05,
    },
};
