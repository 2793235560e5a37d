//! The words of the command line.

use hnn_playground::error::{Error, Result};
use hnn_playground::learn::objective::Objective;
use hnn_playground::model::learner::Learner;

const DEFAULT_SEEDS: u32 = 3;

/// The runs to make.
pub struct Arguments {
    words: Vec<String>,
}

impl Arguments {
    pub fn from_command_line() -> Self {
        Arguments {
            words: std::env::args().skip(1).collect(),
        }
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        let at = self.words.iter().position(|word| word == name)?;
        self.words.get(at + 1).map(String::as_str)
    }

    /// The learner to train, if one is chosen; `--model` is the older name.
    pub fn learner(&self) -> Result<Option<&'static Learner>> {
        let id = self.text("--learner").or_else(|| self.text("--model"));
        id.map(Learner::by_id).transpose()
    }

    /// What to learn from, as published unless chosen.
    pub fn objective(&self, published: &str) -> Result<&'static Objective> {
        Objective::by_id(self.text("--objective").unwrap_or(published))
    }

    pub fn has(&self, flag: &str) -> bool {
        self.words.iter().any(|word| word == flag)
    }

    pub fn number(&self, name: &'static str) -> Result<Option<f64>> {
        let parse = |text: &str| {
            text.parse().map_err(|_| Error::Setting {
                field: name.to_owned(),
                value: text.to_owned(),
                allowed: "a number".to_owned(),
            })
        };
        self.text(name).map(parse).transpose()
    }

    pub fn seeds(&self) -> Result<Vec<u32>> {
        if let Some(seed) = self.number("--seed")? {
            return Ok(vec![seed as u32]);
        }
        let count = self
            .number("--seeds")?
            .map_or(DEFAULT_SEEDS, |count| count as u32);
        Ok((0..count).collect())
    }
}
