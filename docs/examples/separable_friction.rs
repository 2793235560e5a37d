const SEPARABLE_FRICTION: Learner = Learner {
    id: "separable_friction",
    label: "Separable Hamiltonian network with friction",
    short: "separable HNN with friction",
    help: "Two networks output T(p) and V(q); friction −γ·∂T/∂p is learned with them.",
    parts: Cow::Borrowed(&[
        network("kinetic", Reads::Momenta, ENERGY),
        network("potential", Reads::Positions, ENERGY),
        FRICTION,
    ]),
};
