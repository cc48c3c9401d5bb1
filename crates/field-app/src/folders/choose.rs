//! Choosing a folder in the system's own dialog.

use field_contract::folders::ChosenFolder;
use field_contract::{ErrorCode, NoArgs};

use crate::app::App;
use crate::error::{self, Result};

/// Shows the system's dialog and waits until the person has chosen or left it. Nothing in the folder
/// is read.
///
/// # Errors
/// `Locked`; `Invalid` if there is no dialog here, or the folder's name is not Unicode text.
pub fn choose(app: &App, _: NoArgs) -> Result<ChosenFolder> {
    app.opened()?;
    let Some(dialog) = &app.inner.edges.choose_folder else {
        return Err(error::of(ErrorCode::Invalid, "no dialog for folders here"));
    };
    let path = dialog().map(|folder| folder.into_os_string().into_string()).transpose();
    match path {
        Ok(path) => Ok(ChosenFolder { path }),
        Err(_) => Err(error::of(ErrorCode::Invalid, "the name of the folder is not Unicode")),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::folders;
    use crate::test_bench::Bench;

    fn bench_with(answer: Option<&'static str>) -> Bench {
        Bench::with(1, |edges| {
            edges.choose_folder = Some(Box::new(move || answer.map(PathBuf::from)));
        })
    }

    #[test]
    fn what_was_chosen_is_told_and_so_is_that_nothing_was() {
        for answer in [Some("/media/card/DCIM"), None] {
            let bench = bench_with(answer);
            let chosen = choose(&bench.app, NoArgs {}).expect("the dialog was there");
            assert_eq!(chosen.path.as_deref(), answer);
        }
    }

    #[test]
    fn without_a_dialog_nothing_offers_it() {
        let bench = Bench::new(1);
        assert!(!folders::suggest(&bench.app, NoArgs {}).expect("open").has_chooser);
        let refused = choose(&bench.app, NoArgs {}).expect_err("there is none");
        assert_eq!(refused.code(), ErrorCode::Invalid);
        let with = bench_with(None);
        assert!(folders::suggest(&with.app, NoArgs {}).expect("open").has_chooser);
    }
}
