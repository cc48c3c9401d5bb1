//! Writes the seeds of every check into a folder of its own below the folder named by the argument.

use std::fs;
use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let Some(root) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("usage: field-fuzz DIR"));
    };
    for check in field_fuzz::CHECKS {
        let folder = root.join(check.name);
        fs::create_dir_all(&folder)?;
        for (number, seed) in field_fuzz::seeds(check.name).iter().enumerate() {
            fs::write(folder.join(format!("seed-{number}")), seed)?;
        }
    }
    Ok(())
}
