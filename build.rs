//! Asks the linker to note in the app what takes the address of what: `cargo xtask bundle` cuts the app by these notes and
//! removes them.

use std::env;

fn main() -> std::io::Result<()> {
    use std::io::Write;

    let mut answers = std::io::stdout();
    writeln!(answers, "cargo::rerun-if-changed=build.rs")?;
    if env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|architecture| architecture == "wasm32")
        && env::var_os("CARGO_FEATURE_BROWSER").is_some()
    {
        writeln!(answers, "cargo::rustc-link-arg-bin=app=--emit-relocs")?;
    }
    Ok(())
}
