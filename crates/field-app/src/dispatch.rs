//! Commands by name: the one table that the window, the test server and the command line use.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use field_contract::{AppError, ErrorCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::App;
use crate::error::Result;
use crate::{
    dictation, drafts, folders, inspections, items, office, photos, profile, recordings, redaction,
    sync, templates,
};

type Handler = Box<dyn Fn(&App, Value) -> std::result::Result<Value, AppError> + Send + Sync>;

struct Entry {
    handler: Handler,
    /// Rust names of the argument and the result, for the test against the contract.
    #[cfg(test)]
    types: (&'static str, &'static str),
}

/// Does the command `name`. It blocks; call it from a thread that may wait.
///
/// # Errors
/// What the use case answers; [`ErrorCode::Invalid`] for unknown names and arguments that do not fit.
pub fn call(app: &App, name: &str, args: Value) -> std::result::Result<Value, AppError> {
    match table().get(name) {
        Some(entry) => (entry.handler)(app, args),
        None => Err(AppError::new(ErrorCode::Invalid, "no such command")),
    }
}

/// Every name that [`call`] knows.
#[must_use]
pub fn names() -> Vec<&'static str> {
    table().keys().copied().collect()
}

fn entry<Args, Output>(use_case: fn(&App, Args) -> Result<Output>) -> Entry
where
    Args: DeserializeOwned + 'static,
    Output: Serialize + 'static,
{
    let handler = move |app: &App, args: Value| {
        // The text of serde's error may hold what was typed: it is dropped.
        let args = serde_json::from_value(args)
            .map_err(|_| AppError::new(ErrorCode::Invalid, "the arguments do not fit"))?;
        let output = use_case(app, args).map_err(|failure| failure.0)?;
        serde_json::to_value(output)
            .map_err(|_| AppError::new(ErrorCode::Internal, "the result cannot be written"))
    };
    Entry {
        handler: Box::new(handler),
        #[cfg(test)]
        types: (std::any::type_name::<Args>(), std::any::type_name::<Output>()),
    }
}

fn table() -> &'static BTreeMap<&'static str, Entry> {
    static TABLE: OnceLock<BTreeMap<&'static str, Entry>> = OnceLock::new();
    TABLE.get_or_init(|| {
        BTreeMap::from([
            ("profile_status", entry(profile::status)),
            ("profile_create", entry(profile::create)),
            ("profile_unlock", entry(profile::unlock)),
            ("profile_lock", entry(profile::lock)),
            ("server_probe", entry(profile::probe_server)),
            ("sign_in", entry(profile::sign_in)),
            ("sign_out", entry(profile::sign_out)),
            ("about_show", entry(profile::about::show)),
            ("topics_wait", entry(crate::topics_wait)),
            ("template_list", entry(templates::list)),
            ("template_import", entry(templates::import)),
            ("inspection_today", entry(inspections::today)),
            ("site_code_next", entry(inspections::next_site_code)),
            ("inspection_create", entry(inspections::create)),
            ("inspection_start", entry(inspections::start)),
            ("site_save", entry(inspections::save_site)),
            ("inspection_open", entry(inspections::open)),
            ("submit_check", entry(inspections::check_submit)),
            ("inspection_submit", entry(inspections::submit)),
            ("item_open", entry(items::open)),
            ("mark_save", entry(items::save_mark)),
            ("reading_save", entry(items::save_reading)),
            ("text_save", entry(items::save_text)),
            ("note_save", entry(items::save_note)),
            ("item_undo", entry(items::undo)),
            ("item_redo", entry(items::redo)),
            ("text_preview", entry(items::preview_text)),
            ("conflict_resolve", entry(items::resolve_conflict)),
            ("finding_save", entry(items::save_finding)),
            ("finding_remove", entry(items::remove_finding)),
            ("finding_restore", entry(items::restore_finding)),
            ("photo_attach", entry(photos::attach)),
            ("photo_caption_save", entry(photos::save_caption)),
            ("photo_remove", entry(photos::remove)),
            ("photo_restore", entry(photos::restore)),
            ("photo_pair", entry(photos::pair)),
            ("photo_unpair", entry(photos::unpair)),
            ("photo_match", entry(photos::match_by_time)),
            ("photo_move", entry(photos::move_to_items)),
            ("photo_picture", entry(photos::picture)),
            ("photo_details", entry(photos::details)),
            ("photo_verify", entry(photos::verify)),
            ("folder_suggest", entry(folders::suggest)),
            ("folder_choose", entry(folders::choose)),
            ("folder_watch", entry(folders::watch)),
            ("folder_stop", entry(folders::stop)),
            ("folder_status", entry(folders::status)),
            ("recording_start", entry(recordings::start)),
            ("recording_level", entry(recordings::level)),
            ("recording_pause", entry(recordings::pause)),
            ("recording_resume", entry(recordings::resume)),
            ("recording_stop", entry(recordings::stop)),
            ("recording_attach", entry(recordings::attach)),
            ("recording_audio", entry(recordings::audio)),
            ("recording_transcribe", entry(recordings::transcribe)),
            ("recording_cancel", entry(recordings::cancel)),
            ("recording_remove", entry(recordings::remove)),
            ("recording_restore", entry(recordings::restore)),
            ("transcript_save", entry(recordings::save_transcript)),
            ("review_queue", entry(redaction::queue)),
            ("review_text_open", entry(redaction::open_text)),
            ("review_text_preview", entry(redaction::preview_text)),
            ("review_text_approve", entry(redaction::approve_text)),
            ("review_photo_open", entry(photos::review::open)),
            ("review_photo_preview", entry(photos::review::preview)),
            ("review_photo_approve", entry(photos::review::approve)),
            ("dictation_show", entry(dictation::show)),
            ("dictation_choose", entry(dictation::choose)),
            ("lesson_list", entry(redaction::list_lessons)),
            ("lesson_forget", entry(redaction::forget_lesson)),
            ("recheck_list", entry(redaction::recheck)),
            ("recheck_clear", entry(redaction::clear_anew)),
            ("draft_open", entry(drafts::open)),
            ("draft_save", entry(drafts::save)),
            ("signature_save", entry(office::save_signature)),
            ("signature_strokes", entry(office::signature_strokes)),
            ("sync_status", entry(sync::status)),
            ("sync_now", entry(sync::now)),
            ("sync_retry", entry(sync::retry)),
            ("rescue_save", entry(inspections::save_rescue)),
            ("rescue_open", entry(inspections::open_rescue)),
            ("inbox_list", entry(office::inbox)),
            ("comment_add", entry(office::add_comment)),
            ("inspection_return", entry(office::return_with_reasons)),
            ("inspection_approve", entry(office::approve)),
            ("report_preview", entry(office::preview_report)),
            ("report_export", entry(office::export_report)),
            ("person_list", entry(office::list_people)),
            ("job_assign", entry(office::assign_job)),
        ])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use field_contract::commands::COMMANDS;

    #[test]
    fn the_table_is_the_contract() {
        let mut expected: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        expected.sort_unstable();
        assert_eq!(names(), expected, "every command has its use case, and nothing else does");
        for command in COMMANDS {
            assert_eq!(
                table()[command.name].types,
                (command.types)(),
                "{}: the use case takes and gives what the contract says",
                command.name
            );
        }
    }
}
