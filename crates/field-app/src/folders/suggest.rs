//! Finding the cards of cameras.

use std::fs;
use std::path::{Path, PathBuf};

use field_contract::NoArgs;
use field_contract::folders::{CameraCard, FolderSuggestions};

use crate::app::App;
use crate::error::Result;

/// Most cards that are proposed. Source: judgement; a card reader has four slots.
const CARDS_MAX: usize = 20;
/// The folder in which every camera keeps its photos. Source: JEITA CP-3461 (DCF).
const PHOTOS_FOLDER: &str = "DCIM";

/// Folders that look like a camera's card. Nothing in them is read.
///
/// # Errors
/// `Locked`.
pub fn suggest(app: &App, _: NoArgs) -> Result<FolderSuggestions> {
    app.opened()?;
    let has_chooser = app.inner.edges.choose_folder.is_some();
    Ok(FolderSuggestions { cards: cards_in(&places()), has_chooser })
}

/// Where this system shows what was plugged in: folders that hold one folder for each.
fn places() -> Vec<PathBuf> {
    if cfg!(windows) {
        return ('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\"))).collect();
    }
    if cfg!(target_os = "macos") {
        return children(Path::new("/Volumes"));
    }
    // `/media/<person>/<card>`, `/run/media/<person>/<card>`, and what somebody mounted by hand.
    let people = [Path::new("/media"), Path::new("/run/media")].into_iter().flat_map(children);
    let mut places: Vec<_> = people.flat_map(|person| children(&person)).collect();
    places.extend(children(Path::new("/media")));
    places.extend(children(Path::new("/mnt")));
    places
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path()).take(CARDS_MAX).collect()
}

fn cards_in(places: &[PathBuf]) -> Vec<CameraCard> {
    let card = |place: &PathBuf| {
        let photos = place.join(PHOTOS_FOLDER);
        let name = place.file_name().unwrap_or(place.as_os_str());
        photos.is_dir().then(|| CameraCard {
            name: name.to_string_lossy().into_owned(),
            path: photos.to_string_lossy().into_owned(),
        })
    };
    let mut cards: Vec<_> = places.iter().filter_map(card).collect();
    cards.sort_by(|one, other| one.name.cmp(&other.name));
    cards.truncate(CARDS_MAX);
    cards
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_what_has_a_folder_of_photos() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("EOS_DIGITAL/DCIM")).expect("is made");
        fs::create_dir_all(folder.path().join("USB_STICK/papers")).expect("is made");
        let cards = cards_in(&children(folder.path()));
        let names: Vec<_> = cards.iter().map(|card| card.name.as_str()).collect();
        assert_eq!(names, ["EOS_DIGITAL"]);
        assert!(cards[0].path.ends_with("DCIM"), "its photos are what is watched");
    }
}
