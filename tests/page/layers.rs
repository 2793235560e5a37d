//! Do modules import only from earlier stages?
//!
//! Each folder of `src/` imports from itself and from earlier entries of `LAYERS`, and there are no cycles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// From the bottom up. `error`, `lookup` and `rng` are files.
const LAYERS: &[&str] = &[
    "error",
    "lookup",
    "rng",
    "physics",
    "model",
    "learn",
    "experiment",
    "paper",
    "page",
    "wasm",
];

/// Every module as `a::b::c`, with its code without comments.
fn modules(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let full = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}::{name}")
        };
        if path.is_dir() {
            modules(&path, &full, found);
        } else if name != "lib" {
            let module = if name == "mod" {
                prefix.to_owned()
            } else {
                full
            };
            let text = fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            found.insert(module, code.join("\n"));
        }
    }
}

/// The modules that `module` imports: the longest prefix of each path that is a module.
fn imports(module: &str, code: &str, all: &BTreeMap<String, String>) -> BTreeSet<String> {
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    // A `mod.rs` is next to its children.
    let is_folder = all
        .keys()
        .any(|other| other.starts_with(&format!("{module}::")));
    let above = if is_folder { module } else { parent };
    let mut found = BTreeSet::new();
    for (start, root) in [("crate::", ""), ("super::", above)] {
        for (at, _) in code.match_indices(start) {
            let rest = &code[at + start.len()..];
            let end = rest.find(';').unwrap_or(rest.len());
            for path in expand(&rest[..end]) {
                let path = if root.is_empty() {
                    path
                } else {
                    format!("{root}::{path}")
                };
                let parts: Vec<&str> = path.split("::").collect();
                let longest = (1..=parts.len())
                    .rev()
                    .map(|n| parts[..n].join("::"))
                    .find(|prefix| all.contains_key(prefix));
                found.extend(longest);
            }
        }
    }
    found.remove(module);
    found
}

/// `a::{b, c::d}` → `a::b`, `a::c::d`, with one level of braces.
fn expand(path: &str) -> Vec<String> {
    let path: String = path
        .chars()
        .take_while(|c| c.is_alphanumeric() || "_:{}, \n".contains(*c))
        .filter(|c| !c.is_whitespace())
        .collect();
    match path.split_once('{') {
        None => vec![path.split(',').next().unwrap_or("").to_owned()],
        Some((stem, rest)) => rest
            .trim_end_matches('}')
            .split(',')
            .filter(|name| !name.is_empty())
            .map(|name| format!("{stem}{}", name.trim_start_matches("self")))
            .collect(),
    }
}

fn layer(module: &str) -> usize {
    let first = module.split("::").next().unwrap();
    LAYERS
        .iter()
        .position(|layer| *layer == first)
        .unwrap_or_else(|| panic!("{module} is in no layer"))
}

fn all_modules() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    modules(&source, "", &mut all);
    all
}

fn graph() -> BTreeMap<String, BTreeSet<String>> {
    let all = all_modules();
    all.iter()
        .map(|(module, code)| (module.clone(), imports(module, code, &all)))
        .collect()
}

#[test]
fn only_the_boundary_knows_javascript() {
    let (boundary, rest): (Vec<_>, Vec<_>) = all_modules()
        .into_iter()
        .partition(|(module, _)| module == "wasm" || module.starts_with("wasm::"));
    let knows = |code: &str| {
        ["wasm_bindgen", "js_sys", "web_sys", "JsValue"]
            .iter()
            .any(|name| code.contains(name))
    };
    for (module, code) in rest {
        assert!(!knows(&code), "{module}");
    }
    assert!(boundary.iter().all(|(_, code)| knows(code)));
}

#[test]
fn modules_import_from_their_own_folder_or_one_above() {
    let graph = graph();
    assert!(graph.len() > 30, "{} modules", graph.len());
    for (module, imports) in &graph {
        for import in imports {
            assert!(
                layer(import) <= layer(module),
                "{module} imports {import}, which stands below it"
            );
        }
    }
    let edges: usize = graph.values().map(BTreeSet::len).sum();
    assert!(edges > 80, "{edges} imports");
}

#[test]
fn no_modules_import_each_other() {
    let mut left = graph();
    // Repeatedly remove modules that import none of the remaining ones.
    while !left.is_empty() {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, imports)| imports.iter().all(|import| !left.contains_key(import)))
            .map(|(module, _)| module.clone())
            .collect();
        assert!(
            !free.is_empty(),
            "a cycle, or what depends on one: {left:#?}"
        );
        for module in free {
            left.remove(&module);
        }
    }
}
