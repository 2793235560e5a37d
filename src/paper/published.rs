//! Published results: table 1 of Greydanus, Dzamba & Yosinski 2019, arXiv 1906.01563, and the starts drawn in its notebooks
//! (repository greydanus/hamiltonian-nn, commit bcc3622).

use serde::Serialize;

/// The paper's result for one learner on one system. Energy errors follow the published protocol.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PublishedResult {
    pub system: &'static str,
    pub learner: &'static str,
    pub test_loss: f64,
    pub energy_mse: f64,
}

const fn result(
    system: &'static str,
    learner: &'static str,
    test_loss: f64,
    energy_mse: f64,
) -> PublishedResult {
    PublishedResult {
        system,
        learner,
        test_loss,
        energy_mse,
    }
}

/// The published table.
pub const RESULTS: [PublishedResult; 6] = [
    result("spring", "baseline", 3.666e-2, 1.708e-1),
    result("spring", "hnn", 3.593e-2, 3.842e-4),
    result("pendulum", "baseline", 3.527e-2, 4.152e-2),
    result("pendulum", "hnn", 3.559e-2, 2.485e-2),
    result("two_body", "baseline", 3.0e-5, 6.3e-2),
    result("two_body", "hnn", 2.8e-6, 3.9e-5),
];

/// Starts `[q, p]` of the published energy measure, mass–spring.
pub const SPRING_STARTS: &[[f64; 2]] = &[
    [-0.911800759, -0.969758291],
    [0.581593487, -0.698794897],
    [-0.573370209, -0.97742049],
    [-0.758977512, 0.799113148],
    [-0.612702664, 0.926333118],
    [-0.737045059, -0.594781666],
    [0.78833595, -0.317426658],
    [-0.571473697, 0.50850202],
    [-0.918034554, 0.824968283],
    [0.746498473, -0.862724744],
    [0.677789995, 0.937872707],
    [-0.212688609, 0.30904536],
    [0.487674784, -0.573236891],
    [0.439458014, -0.240212],
    [-0.351133113, 0.844482495],
];

/// Starts `[q, p]` of the published energy measure, pendulum.
pub const PENDULUM_STARTS: &[[f64; 2]] = &[
    [-0.224036627, -0.54963841],
    [-0.670120651, 0.869782204],
    [-0.906805286, -0.460682975],
    [0.50408022, 0.360110444],
    [-0.30685024, -0.833227415],
    [-0.776755118, 0.514436596],
    [-0.226085417, -0.45671883],
    [-0.40033035, -0.314102431],
    [0.49289059, 0.361516463],
    [-0.887227233, -0.748035425],
    [-0.887110901, -0.944655799],
    [0.641607869, 0.761534252],
    [-0.334115468, 0.950145255],
    [0.781756324, 0.77661607],
    [-0.41250496, 0.926955461],
];
