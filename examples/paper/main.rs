//! The paper's table: `cargo run --release --example paper` trains HNN and baseline on every published system, on all
//! cores, and prints losses as mean ± standard error over seeds and energy errors, whose distribution is wide, as
//! median (least – greatest), beside the published values, then the ratios of the energy errors seed by seed.
//! `--system`, `--learner`, `--objective`, `--seeds`, `--seed`, `--width` and `--steps` select runs; `--json` prints one JSON object
//! per run instead. `--system real_pendulum --data FILE` trains on the paper's recording instead, which is not part of this program.

mod arguments;
mod cores;
mod real_pendulum;
mod simulated;
mod statistics;

use arguments::Arguments;
use hnn_playground::paper::real_pendulum::REAL_PENDULUM;

fn main() {
    let arguments = Arguments::from_command_line();
    let done = if arguments.text("--system") == Some(REAL_PENDULUM) {
        real_pendulum::run(&arguments)
    } else {
        simulated::run(&arguments)
    };
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
