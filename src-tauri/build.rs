//! Prepares what the window needs at build time: capabilities, icons and a page to embed.

use std::error::Error;
use std::fs;
use std::path::Path;

/// Stands in `ui/dist` of a fresh clone, where the user interface was never built, so that the
/// program compiles. `tests/desktop_window.rs` fails where this page is the one that is embedded.
const PLACEHOLDER: &str = "<!doctype html>\n<title>Fieldproof</title>\n\
    <p>The user interface was not built. Run <code>cargo xtask run</code>.</p>\n";

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo runs a build script in the folder of its package, the top of the clone.
    lay_placeholder(Path::new("ui/dist"))?;
    // The default folder is ./capabilities; with it the window would silently get no permission.
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes)?;
    Ok(())
}

fn lay_placeholder(dist: &Path) -> Result<(), Box<dyn Error>> {
    let page = dist.join("index.html");
    if !page.exists() {
        fs::create_dir_all(dist)?;
        fs::write(page, PLACEHOLDER)?;
    }
    Ok(())
}
