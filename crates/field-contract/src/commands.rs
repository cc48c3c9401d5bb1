//! The list of everything that the screens may ask.

use crate::dictation::{Dictation, DictationChooseArgs};
use crate::drafts::{Draft, DraftArgs, DraftSaveArgs};
use crate::error::AppError;
use crate::folders::{ChosenFolder, FolderStatus, FolderSuggestions, FolderWatchArgs};
use crate::inspections::{
    ExportedFile, InspectionArgs, InspectionCreateArgs, InspectionCreated, InspectionDetail,
    RescueOpenArgs, RescueSaveArgs, SiteSaveArgs, SubmitCheck, Today,
};
use crate::items::{
    ConflictResolveArgs, FindingArgs, FindingSaveArgs, FindingSaved, ItemArgs, ItemDetail,
    MarkSaveArgs, ReadingSaveArgs, Saved, TextPreview, TextPreviewArgs, TextSaveArgs,
};
use crate::office::{
    CommentAddArgs, Inbox, InspectionReturnArgs, JobAssignArgs, PersonView, ReportPreview,
};
use crate::photos::{
    PhotoArgs, PhotoAttachArgs, PhotoAttached, PhotoCaptionSaveArgs, PhotoDetails, PhotoMatchArgs,
    PhotoMatches, PhotoMoveArgs, PhotoPairArgs, PhotoPictureArgs, PhotoVerified, Picture,
};
use crate::profile::{
    About, ProfileCreateArgs, ProfileStatus, ProfileUnlockArgs, ServerProbe, ServerProbeArgs,
    SignInArgs,
};
use crate::recordings::{
    Audio, RecordingArgs, RecordingAttachArgs, RecordingAttached, RecordingLevel,
    TranscriptSaveArgs,
};
use crate::redaction::{
    ClearAnew, LessonForgetArgs, LessonList, PhotoApproveArgs, PhotoPreviewArgs, PhotoReview,
    Recheck, ReviewArgs, ReviewQueue, TextDecideArgs, TextReview,
};
use crate::signatures::{SignatureArgs, SignatureSaveArgs, SignatureStrokes};
use crate::sync::{SyncRetryArgs, SyncStatus};
use crate::templates::{TemplateImportArgs, TemplateSummary};
use crate::topics::{Topic, TopicsChanged, TopicsWaitArgs};
use crate::typescript::TypeNames;
use crate::{Done, NoArgs};
use field_domain::{SiteCode, TemplateRef};
use ts_rs::TS;

/// A command: its name, what it touches, and the TypeScript of what goes in and comes out.
pub struct CommandSpec {
    /// `noun_verb`.
    pub name: &'static str,
    /// Which cached reads it feeds, or makes stale.
    pub effect: Effect,
    /// Rust names of the argument and the result, to compare the use cases with.
    pub types: fn() -> (&'static str, &'static str),
    pub(crate) names: fn(&mut TypeNames) -> (String, String),
}

/// Which cached reads a command feeds, or makes stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It only reads; its answer is stale when one of these changes.
    Reads(&'static [Topic]),
    /// It changes these.
    Changes(&'static [Topic]),
}

const fn spec<Args: TS + 'static, Output: TS + 'static>(
    name: &'static str,
    effect: Effect,
) -> CommandSpec {
    CommandSpec {
        name,
        effect,
        types: || (std::any::type_name::<Args>(), std::any::type_name::<Output>()),
        names: |types| (types.name::<Args>(), types.name::<Output>()),
    }
}

const ITEM_CHANGE: Effect =
    Effect::Changes(&[Topic::Items, Topic::Inspections, Topic::Redactions, Topic::Sync]);
const PHOTO_CHANGE: Effect =
    Effect::Changes(&[Topic::Photos, Topic::Items, Topic::Redactions, Topic::Sync]);
const RECORDING_CHANGE: Effect =
    Effect::Changes(&[Topic::Recordings, Topic::Items, Topic::Redactions, Topic::Sync]);
const REVIEW_CHANGE: Effect = Effect::Changes(&[Topic::Reviews, Topic::Inspections, Topic::Sync]);
const INSPECTION_READ: Effect = Effect::Reads(&[
    Topic::Inspections,
    Topic::Items,
    Topic::Photos,
    Topic::Recordings,
    Topic::Redactions,
    Topic::Reviews,
    Topic::Sync,
]);

/// Every command, by noun.
pub const COMMANDS: &[CommandSpec] = &[
    spec::<NoArgs, ProfileStatus>("profile_status", Effect::Reads(&[Topic::Profile])),
    spec::<ProfileCreateArgs, Done>("profile_create", Effect::Changes(&[Topic::Profile])),
    spec::<ProfileUnlockArgs, Done>("profile_unlock", Effect::Changes(&[Topic::Profile])),
    spec::<NoArgs, Done>("profile_lock", Effect::Changes(&[Topic::Profile])),
    spec::<ServerProbeArgs, ServerProbe>("server_probe", Effect::Reads(&[])),
    spec::<SignInArgs, Done>("sign_in", Effect::Changes(&[Topic::Profile, Topic::Sync])),
    spec::<NoArgs, Done>("sign_out", Effect::Changes(&[Topic::Profile, Topic::Sync])),
    spec::<NoArgs, About>("about_show", Effect::Reads(&[])),
    spec::<TopicsWaitArgs, TopicsChanged>("topics_wait", Effect::Reads(&[])),
    spec::<NoArgs, Vec<TemplateSummary>>("template_list", Effect::Reads(&[Topic::Templates])),
    spec::<TemplateImportArgs, TemplateRef>(
        "template_import",
        Effect::Changes(&[Topic::Templates]),
    ),
    spec::<NoArgs, Today>("inspection_today", INSPECTION_READ),
    spec::<NoArgs, SiteCode>("site_code_next", Effect::Reads(&[Topic::Inspections])),
    spec::<InspectionCreateArgs, InspectionCreated>("inspection_create", ITEM_CHANGE),
    spec::<InspectionArgs, Done>("inspection_start", ITEM_CHANGE),
    spec::<SiteSaveArgs, Done>("site_save", ITEM_CHANGE),
    spec::<InspectionArgs, InspectionDetail>("inspection_open", INSPECTION_READ),
    spec::<InspectionArgs, SubmitCheck>("submit_check", INSPECTION_READ),
    spec::<InspectionArgs, Done>("inspection_submit", REVIEW_CHANGE),
    spec::<ItemArgs, ItemDetail>("item_open", INSPECTION_READ),
    spec::<MarkSaveArgs, Saved>("mark_save", ITEM_CHANGE),
    spec::<ReadingSaveArgs, Saved>("reading_save", ITEM_CHANGE),
    spec::<TextSaveArgs, Saved>("text_save", ITEM_CHANGE),
    spec::<TextSaveArgs, Saved>("note_save", ITEM_CHANGE),
    spec::<ItemArgs, Saved>("item_undo", ITEM_CHANGE),
    spec::<ItemArgs, Saved>("item_redo", ITEM_CHANGE),
    spec::<TextPreviewArgs, TextPreview>("text_preview", Effect::Reads(&[])),
    spec::<ConflictResolveArgs, Saved>("conflict_resolve", ITEM_CHANGE),
    spec::<FindingSaveArgs, FindingSaved>("finding_save", ITEM_CHANGE),
    spec::<FindingArgs, Saved>("finding_remove", ITEM_CHANGE),
    spec::<FindingArgs, Saved>("finding_restore", ITEM_CHANGE),
    spec::<PhotoAttachArgs, PhotoAttached>("photo_attach", PHOTO_CHANGE),
    spec::<PhotoCaptionSaveArgs, Saved>("photo_caption_save", PHOTO_CHANGE),
    spec::<PhotoArgs, Saved>("photo_remove", PHOTO_CHANGE),
    spec::<PhotoArgs, Saved>("photo_restore", PHOTO_CHANGE),
    spec::<PhotoPairArgs, Saved>("photo_pair", PHOTO_CHANGE),
    spec::<PhotoArgs, Saved>("photo_unpair", PHOTO_CHANGE),
    spec::<PhotoMatchArgs, PhotoMatches>("photo_match", INSPECTION_READ),
    spec::<PhotoMoveArgs, Saved>("photo_move", PHOTO_CHANGE),
    spec::<PhotoPictureArgs, Picture>("photo_picture", Effect::Reads(&[Topic::Photos])),
    spec::<PhotoArgs, PhotoDetails>("photo_details", Effect::Reads(&[Topic::Photos])),
    spec::<PhotoArgs, PhotoVerified>("photo_verify", Effect::Reads(&[])),
    spec::<NoArgs, FolderSuggestions>("folder_suggest", Effect::Reads(&[])),
    spec::<NoArgs, ChosenFolder>("folder_choose", Effect::Reads(&[])),
    spec::<FolderWatchArgs, Done>("folder_watch", Effect::Changes(&[Topic::Folders])),
    spec::<InspectionArgs, Done>("folder_stop", Effect::Changes(&[Topic::Folders])),
    spec::<InspectionArgs, FolderStatus>("folder_status", Effect::Reads(&[Topic::Folders])),
    spec::<ItemArgs, RecordingAttached>("recording_start", RECORDING_CHANGE),
    spec::<NoArgs, RecordingLevel>("recording_level", Effect::Reads(&[])),
    spec::<NoArgs, Done>("recording_pause", Effect::Changes(&[])),
    spec::<NoArgs, Done>("recording_resume", Effect::Changes(&[])),
    spec::<NoArgs, RecordingAttached>("recording_stop", RECORDING_CHANGE),
    spec::<RecordingAttachArgs, RecordingAttached>("recording_attach", RECORDING_CHANGE),
    spec::<RecordingArgs, Audio>("recording_audio", Effect::Reads(&[Topic::Recordings])),
    spec::<RecordingArgs, Done>("recording_transcribe", RECORDING_CHANGE),
    spec::<RecordingArgs, Done>("recording_cancel", RECORDING_CHANGE),
    spec::<RecordingArgs, Saved>("recording_remove", RECORDING_CHANGE),
    spec::<RecordingArgs, Saved>("recording_restore", RECORDING_CHANGE),
    spec::<TranscriptSaveArgs, Saved>("transcript_save", RECORDING_CHANGE),
    spec::<NoArgs, Dictation>("dictation_show", Effect::Reads(&[Topic::Profile])),
    spec::<DictationChooseArgs, Done>("dictation_choose", Effect::Changes(&[Topic::Profile])),
    spec::<InspectionArgs, ReviewQueue>("review_queue", INSPECTION_READ),
    spec::<ReviewArgs, TextReview>("review_text_open", INSPECTION_READ),
    spec::<TextDecideArgs, TextReview>("review_text_preview", Effect::Reads(&[])),
    spec::<TextDecideArgs, Done>("review_text_approve", ITEM_CHANGE),
    spec::<PhotoArgs, PhotoReview>("review_photo_open", INSPECTION_READ),
    spec::<PhotoPreviewArgs, Picture>("review_photo_preview", Effect::Reads(&[])),
    spec::<PhotoApproveArgs, Done>("review_photo_approve", PHOTO_CHANGE),
    spec::<NoArgs, LessonList>("lesson_list", Effect::Reads(&[Topic::Redactions])),
    spec::<LessonForgetArgs, Done>("lesson_forget", Effect::Changes(&[Topic::Redactions])),
    spec::<NoArgs, Recheck>("recheck_list", Effect::Reads(&[])),
    spec::<ReviewArgs, ClearAnew>("recheck_clear", ITEM_CHANGE),
    spec::<DraftArgs, Draft>("draft_open", Effect::Reads(&[])),
    spec::<DraftSaveArgs, Saved>("draft_save", Effect::Changes(&[])),
    spec::<SignatureSaveArgs, Saved>("signature_save", ITEM_CHANGE),
    spec::<SignatureArgs, SignatureStrokes>("signature_strokes", INSPECTION_READ),
    spec::<NoArgs, SyncStatus>("sync_status", Effect::Reads(&[Topic::Sync, Topic::Profile])),
    spec::<NoArgs, Done>("sync_now", Effect::Changes(&[Topic::Sync])),
    spec::<SyncRetryArgs, Done>("sync_retry", Effect::Changes(&[Topic::Sync])),
    spec::<RescueSaveArgs, ExportedFile>("rescue_save", Effect::Reads(&[])),
    spec::<RescueOpenArgs, InspectionCreated>("rescue_open", ITEM_CHANGE),
    spec::<NoArgs, Inbox>("inbox_list", INSPECTION_READ),
    spec::<CommentAddArgs, Saved>("comment_add", REVIEW_CHANGE),
    spec::<InspectionReturnArgs, Saved>("inspection_return", REVIEW_CHANGE),
    spec::<InspectionArgs, Saved>("inspection_approve", REVIEW_CHANGE),
    spec::<InspectionArgs, ReportPreview>("report_preview", INSPECTION_READ),
    spec::<InspectionArgs, ExportedFile>("report_export", Effect::Reads(&[])),
    spec::<NoArgs, Vec<PersonView>>("person_list", Effect::Reads(&[Topic::People])),
    spec::<JobAssignArgs, InspectionCreated>("job_assign", REVIEW_CHANGE),
];

/// The result of every command.
pub type Outcome<T> = Result<T, AppError>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_named_noun_verb_and_once() {
        let mut names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        for name in &names {
            assert!(name.contains('_') && name.is_ascii(), "{name} is not noun_verb");
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COMMANDS.len(), "a name stands twice");
    }
}
