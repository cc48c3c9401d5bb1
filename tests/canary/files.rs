//! Files that a person chooses, with a value in each file's name.
//!
//! Each file lies on the disk under its name, is read from there, and goes in by the call that the
//! screens make. No call of the contract has a place for a name; the name goes beside the bytes all
//! the same, as a screen would send it that was changed without thought. What the real choosers of
//! the window and of a browser send is looked at in `tests/window` and `tests/e2e`.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use field_app::{App, dispatch};
use field_contract::{AppError, ErrorCode};
use field_domain::{InspectionId, Role, TemplateRef};
use field_testkit::{pictures, speech};
use field_tests::{PASSPHRASE, World, call};
use serde_json::{Value, json};

use crate::plant::{Planter, look_at_everything};

/// Photos and sounds, whole and damaged. A refused one must not be named either.
pub fn chosen(planter: &mut Planter<'_>, world: &World, inspection: InspectionId) -> Result<()> {
    let photo = pictures::kitchen(3, 640, 480);
    let sound = speech::tone(330.0, 1_500);
    let cases: [(&str, &str, &[u8], Option<ErrorCode>); 6] = [
        ("photo_attach", "jpg", &photo, None),
        ("photo_attach", "jpg", &photo[..photo.len() / 2], Some(ErrorCode::PhotoDamaged)),
        ("photo_attach", "png", b"no picture at all", Some(ErrorCode::NotAPhoto)),
        ("recording_attach", "wav", &sound, None),
        ("recording_attach", "wav", b"no sound at all", Some(ErrorCode::NotAudio)),
        ("recording_attach", "wav", &speech::silence(0), Some(ErrorCode::RecordingEmpty)),
    ];
    for (command, ending, content, expected) in cases {
        let name = format!("{}.{ending}", planter.never());
        let path = lay(world, &name, content)?;
        let fields = json!({ "inspection": inspection, "item": 22 });
        let outcome = choose(planter.app, command, fields, "dataBase64", &path);
        match (outcome, expected) {
            (Ok(_), None) => {}
            (Err(failure), Some(code)) => {
                ensure!(failure.code == code, "{command} said {:?}, not {code:?}", failure.code);
                let value = name.trim_end_matches(ending).trim_end_matches('.');
                ensure!(!failure.message.contains(value), "a refusal names the file");
            }
            (outcome, _) => anyhow::bail!("{command} of a {ending} file: {outcome:?}"),
        }
    }
    call(planter.app.finish_work())
}

/// Imports a template from a file.
pub fn chosen_template(
    planter: &mut Planter<'_>,
    world: &World,
    json: &str,
) -> Result<TemplateRef> {
    let path = lay(world, &format!("{}.json", planter.never()), json.as_bytes())?;
    let outcome = choose(planter.app, "template_import", json!({}), "json", &path);
    Ok(serde_json::from_value(outcome.map_err(|failure| plain(&failure))?)?)
}

/// Saves an inspection to a rescue file, renames it, and opens it on a second device of the
/// technician, which sends what is in it.
pub fn rescue(planter: &mut Planter<'_>, world: &World) -> Result<()> {
    let template = call(field_app::templates::list(planter.app, field_contract::NoArgs {}))?;
    let inspection = planter.inspection(template[0].template)?;
    let photo = pictures::kitchen(5, 320, 240);
    let path = lay(world, &format!("{}.jpg", planter.never()), &photo)?;
    let fields = json!({ "inspection": inspection, "item": 22 });
    choose(planter.app, "photo_attach", fields, "dataBase64", &path)
        .map_err(|failure| plain(&failure))?;
    call(planter.app.finish_work())?;

    let passphrase = planter.never();
    let args = json!({ "inspection": inspection, "passphrase": passphrase });
    let saved =
        dispatch::call(planter.app, "rescue_save", args).map_err(|failure| plain(&failure))?;
    let saved = std::fs::read(saved["path"].as_str().context("a path")?)?;
    let path = lay(world, &format!("{}.fieldproof", planter.never()), &saved)?;

    let second = world.profile("tech-second")?;
    let args = field_contract::profile::ProfileCreateArgs { passphrase: PASSPHRASE.into() };
    call(field_app::profile::create(&second, args))?;
    world.sign_in(&second, Role::Technician)?;
    let fields = json!({ "passphrase": passphrase });
    choose(&second, "rescue_open", fields, "dataBase64", &path)
        .map_err(|failure| plain(&failure))?;
    call(second.finish_work())?;
    look_at_everything(&second, inspection)?;
    call(field_app::sync::run_once(&second))
}

/// Puts a file where a person keeps such files.
fn lay(world: &World, name: &str, content: &[u8]) -> Result<PathBuf> {
    let folder = world.path("on the desk");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    std::fs::write(&path, content).with_context(|| format!("{name} cannot be written"))?;
    Ok(path)
}

/// Reads a file and makes the call, with name and path of the file beside what it holds.
fn choose(
    app: &App,
    command: &str,
    fields: Value,
    content: &str,
    path: &PathBuf,
) -> Result<Value, AppError> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let text = match content {
        "json" => String::from_utf8_lossy(&bytes).into_owned(),
        _ => BASE64_STANDARD.encode(&bytes),
    };
    let mut args = fields;
    args[content] = text.into();
    args["fileName"] = path.file_name().map(|name| name.to_string_lossy()).into();
    args["path"] = path.to_string_lossy().into();
    dispatch::call(app, command, args)
}

fn plain(failure: &AppError) -> anyhow::Error {
    anyhow::anyhow!("{:?}: {}", failure.code, failure.message)
}
