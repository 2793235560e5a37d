//! Prints the catalog as JSON: `cargo run --release --example catalog > pkg/catalog.json`.

fn main() -> Result<(), serde_json::Error> {
    println!(
        "{}",
        serde_json::to_string(&hnn_playground::page::catalog::catalog())?
    );
    Ok(())
}
