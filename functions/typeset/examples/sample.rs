//! Writes each case as a PDF for eyes and as the JSON it was set from, with the time it took:
//! `cargo run --release -p typeset --example sample [folder]`.

mod cases;

use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "samples".into());
    std::fs::create_dir_all(&folder)?;
    let started = Instant::now();
    let mut setter = typeset::Setter::new()?;
    println!("setter {:.1?}", started.elapsed());
    for (name, report) in cases::all() {
        let started = Instant::now();
        let pdf = setter.set(&report)?;
        println!(
            "{name:14} {:>8.1?} {:>8} bytes",
            started.elapsed(),
            pdf.len()
        );
        std::fs::write(format!("{folder}/{name}.pdf"), pdf)?;
        let json = serde_json::to_vec_pretty(&report)?;
        std::fs::write(format!("{folder}/{name}.json"), json)?;
    }
    Ok(())
}
