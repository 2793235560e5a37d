//! Finds a table's record by its id.

use crate::error::{Error, Result, list};

/// The record of `table` whose id is `id`; `kind` names the table in the error.
///
/// # Errors
/// [`Error::Unknown`], which lists the ids of the table.
pub fn by_id<'a, T>(
    kind: &'static str,
    table: &'a [T],
    id_of: fn(&T) -> &str,
    id: &str,
) -> Result<&'a T> {
    table
        .iter()
        .find(|record| id_of(record) == id)
        .ok_or_else(|| Error::Unknown {
            kind,
            name: id.to_owned(),
            known: list(table.iter().map(id_of)),
        })
}
