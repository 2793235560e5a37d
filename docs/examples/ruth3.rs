const RUTH3: Integrator = Integrator {
    id: "ruth3",
    label: "Ruth 3",
    order: 3,
    symplectic: Symplectic::Separable,
    assumes: "H = T(p) + V(q)",
    help: "Three kicks and three drifts of unequal length. On a learned field it is first-order and not symplectic.",
    method: Method::Fixed(ruth3),
};

/// Ruth 1983, *IEEE Trans. Nucl. Sci.* 30:2669; Hairer, Lubich & Wanner 2006, II.5.
fn ruth3(work: &mut Work, field: &mut dyn VectorField, dt: f64, x: &mut [f64]) -> Stepped {
    const KICKS: [f64; 3] = [7.0 / 24.0, 3.0 / 4.0, -1.0 / 24.0];
    const DRIFTS: [f64; 3] = [2.0 / 3.0, -2.0 / 3.0, 1.0];
    for (k, d) in KICKS.into_iter().zip(DRIFTS) {
        kick(work, field, k * dt, x);
        drift(work, field, d * dt, x);
    }
    Ok(())
}
