const DUFFING: System = System {
    id: "duffing",
    label: "Duffing oscillator",
    summary: "A mass on a spring that gets stiffer as it is stretched, slowed by friction.",
    coordinates: Cow::Borrowed(&[
        coordinate("q", "position", "m"),
        coordinate("p", "momentum", "kg·m/s"),
    ]),
    parameters: Cow::Borrowed(&[
        parameter("stiffness", "Stiffness k", "N/m", [0.2, 4.0, 0.1], 1.0),
        parameter("hardening", "Hardening b", "N/m³", [0.0, 4.0, 0.1], 2.0),
        parameter("friction", "Friction γ", "kg/s", [0.0, 1.0, 0.01], 0.1),
    ]),
    formula: Cow::Borrowed("H = p²/2 + kq²/2 + bq⁴/4"),
    phase: Function::Static(&|x| [x[0], x[1]]),
    mechanics: Some(Mechanics {
        law: Function::Static(&|parameters| {
            let duffing = Duffing {
                stiffness: parameters[0],
                hardening: parameters[1],
            };
            Law::by_formula(2, duffing).with_friction(vec![parameters[2]])
        }),
        best_pace: None,
        sampling: Sampling {
            start: Function::Static(&|rng, _, x| ring(rng, 0.3, 1.3, x)),
            outside: Function::Static(&|rng, _, x| ring(rng, 1.6, 1.8, x)),
            span: 3.0,
            test_share: 1.0,
            tolerance: 1e-10,
        },
    }),
    typed: None,
};

struct Duffing {
    stiffness: f64,
    hardening: f64,
}

impl Formula for Duffing {
    fn value<N: Number>(&self, x: &[N]) -> N {
        let (square, p) = (x[0] * x[0], x[1]);
        p * p / 2.0 + square * self.stiffness / 2.0 + square * square * self.hardening / 4.0
    }

    fn is_separable(&self) -> bool {
        true
    }
}
