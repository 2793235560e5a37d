//! Settings of format 1, which named exactly two learners, `learner_a` and `learner_b`. Links, run records and host pages may
//! still do so.

use super::{Value, Values, keys, table};
use crate::experiment::settings::Default;
use std::borrow::Cow;

/// The earlier names, for the first and the second of [`keys::LEARNERS`].
pub const EARLIER_KEYS: [&str; 2] = ["learner_a", "learner_b"];

/// The values with the learners as a list. A learner named twice is in it once.
pub fn renamed(values: &Values) -> Cow<'_, Values> {
    if !EARLIER_KEYS.iter().any(|key| values.contains_key(*key)) {
        return Cow::Borrowed(values);
    }
    let mut values = values.clone();
    let listed = match values.get(keys::LEARNERS.name) {
        Some(value) => text_of(value),
        None => default(),
    };
    let mut ids: Vec<String> = listed.split(',').map(str::to_owned).collect();
    for (place, key) in EARLIER_KEYS.iter().enumerate() {
        if let Some(id) = values.remove(*key) {
            let id = text_of(&id);
            match ids.get_mut(place) {
                Some(named) => *named = id,
                None => ids.push(id),
            }
        }
    }
    let mut once: Vec<String> = Vec::new();
    for id in ids {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    values.insert(keys::LEARNERS.name.to_owned(), Value::Text(once.join(",")));
    Cow::Owned(values)
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

fn default() -> String {
    let learners = table::common()
        .into_iter()
        .find(|setting| setting.key == keys::LEARNERS.name);
    match learners.map(|setting| setting.default) {
        Some(Default::Choice(ids)) => ids.to_owned(),
        _ => String::new(),
    }
}
