//! [`queries`](crate::page::queries) for the page, whose own instance has no bindings: texts pass through a buffer in its memory.
//! These functions take and return only numbers, and call no JavaScript.

use crate::page::queries;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a query of `length` bytes; returns its address.
#[wasm_bindgen(js_name = reserveQuery)]
pub fn reserve_query(length: usize) -> *const u8 {
    TEXT.with_borrow_mut(|text| {
        text.clear();
        text.resize(length, 0);
        text.as_ptr()
    })
}

/// Replaces the query by its answer; returns the answer's address.
#[wasm_bindgen(js_name = answerQuery)]
pub fn answer_query() -> *const u8 {
    TEXT.with_borrow_mut(|text| {
        // Text that is not UTF-8 is no query either.
        let query = str::from_utf8(text).unwrap_or_default();
        *text = queries::answer(query).into_bytes();
        text.as_ptr()
    })
}

/// Length of the answer in bytes.
#[wasm_bindgen(js_name = answerLength)]
pub fn answer_length() -> usize {
    TEXT.with_borrow(Vec::len)
}
