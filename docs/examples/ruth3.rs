/// Ruth 1983, *IEEE Trans. Nucl. Sci.* 30:2669; Hairer, Lubich & Wanner 2006, II.5.
const RUTH3: Integrator = Integrator {
    id: "ruth3",
    label: "Ruth 3",
    order: 3,
    symplectic: Symplectic::Separable,
    assumes: "H = T(p) + V(q)",
    help: "Three kicks and three drifts of unequal length. On a learned field it is first-order and not symplectic.",
    method: Method::Composition(&[
        Kick(7.0 / 24.0),
        Drift(2.0 / 3.0),
        Kick(3.0 / 4.0),
        Drift(-2.0 / 3.0),
        Kick(-1.0 / 24.0),
        Drift(1.0),
    ]),
};
