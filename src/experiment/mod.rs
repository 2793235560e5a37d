//! One experiment: its settings, its training, and the files that reproduce it.

pub mod presets;
pub mod rollout;
pub mod run;
pub mod run_record;
pub mod settings;
pub mod setup;
pub mod weights;
