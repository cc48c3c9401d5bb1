// Made by `cargo xtask codegen` from crates/field-contract. Do not edit.

import type {
  About,
  Audio,
  ChosenFolder,
  ClearAnew,
  CommentAddArgs,
  ConflictResolveArgs,
  Dictation,
  DictationChooseArgs,
  Done,
  Draft,
  DraftArgs,
  DraftSaveArgs,
  ExportedFile,
  FindingArgs,
  FindingSaveArgs,
  FindingSaved,
  FolderStatus,
  FolderSuggestions,
  FolderWatchArgs,
  Inbox,
  InspectionArgs,
  InspectionCreateArgs,
  InspectionCreated,
  InspectionDetail,
  InspectionReturnArgs,
  ItemArgs,
  ItemDetail,
  JobAssignArgs,
  LessonForgetArgs,
  LessonList,
  MarkSaveArgs,
  NoArgs,
  PersonView,
  PhotoApproveArgs,
  PhotoArgs,
  PhotoAttachArgs,
  PhotoAttached,
  PhotoCaptionSaveArgs,
  PhotoDetails,
  PhotoMatchArgs,
  PhotoMatches,
  PhotoMoveArgs,
  PhotoPairArgs,
  PhotoPictureArgs,
  PhotoPreviewArgs,
  PhotoReview,
  PhotoVerified,
  Picture,
  ProfileCreateArgs,
  ProfileStatus,
  ProfileUnlockArgs,
  ReadingSaveArgs,
  Recheck,
  RecordingArgs,
  RecordingAttachArgs,
  RecordingAttached,
  RecordingLevel,
  ReportPreview,
  RescueOpenArgs,
  RescueSaveArgs,
  ReviewArgs,
  ReviewQueue,
  Saved,
  ServerProbe,
  ServerProbeArgs,
  SignInArgs,
  SignatureArgs,
  SignatureSaveArgs,
  SignatureStrokes,
  SiteCode,
  SiteSaveArgs,
  SubmitCheck,
  SyncRetryArgs,
  SyncStatus,
  TemplateImportArgs,
  TemplateRef,
  TemplateSummary,
  TextDecideArgs,
  TextPreview,
  TextPreviewArgs,
  TextReview,
  TextSaveArgs,
  Today,
  TopicsChanged,
  TopicsWaitArgs,
  TranscriptSaveArgs,
} from "./types";

/** Every command: what goes in and what comes out. */
export interface Commands {
  profile_status: { args: NoArgs; output: ProfileStatus };
  profile_create: { args: ProfileCreateArgs; output: Done };
  profile_unlock: { args: ProfileUnlockArgs; output: Done };
  profile_lock: { args: NoArgs; output: Done };
  server_probe: { args: ServerProbeArgs; output: ServerProbe };
  sign_in: { args: SignInArgs; output: Done };
  sign_out: { args: NoArgs; output: Done };
  about_show: { args: NoArgs; output: About };
  topics_wait: { args: TopicsWaitArgs; output: TopicsChanged };
  template_list: { args: NoArgs; output: Array<TemplateSummary> };
  template_import: { args: TemplateImportArgs; output: TemplateRef };
  inspection_today: { args: NoArgs; output: Today };
  site_code_next: { args: NoArgs; output: SiteCode };
  inspection_create: { args: InspectionCreateArgs; output: InspectionCreated };
  inspection_start: { args: InspectionArgs; output: Done };
  site_save: { args: SiteSaveArgs; output: Done };
  inspection_open: { args: InspectionArgs; output: InspectionDetail };
  submit_check: { args: InspectionArgs; output: SubmitCheck };
  inspection_submit: { args: InspectionArgs; output: Done };
  item_open: { args: ItemArgs; output: ItemDetail };
  mark_save: { args: MarkSaveArgs; output: Saved };
  reading_save: { args: ReadingSaveArgs; output: Saved };
  text_save: { args: TextSaveArgs; output: Saved };
  note_save: { args: TextSaveArgs; output: Saved };
  item_undo: { args: ItemArgs; output: Saved };
  item_redo: { args: ItemArgs; output: Saved };
  text_preview: { args: TextPreviewArgs; output: TextPreview };
  conflict_resolve: { args: ConflictResolveArgs; output: Saved };
  finding_save: { args: FindingSaveArgs; output: FindingSaved };
  finding_remove: { args: FindingArgs; output: Saved };
  finding_restore: { args: FindingArgs; output: Saved };
  photo_attach: { args: PhotoAttachArgs; output: PhotoAttached };
  photo_caption_save: { args: PhotoCaptionSaveArgs; output: Saved };
  photo_remove: { args: PhotoArgs; output: Saved };
  photo_restore: { args: PhotoArgs; output: Saved };
  photo_pair: { args: PhotoPairArgs; output: Saved };
  photo_unpair: { args: PhotoArgs; output: Saved };
  photo_match: { args: PhotoMatchArgs; output: PhotoMatches };
  photo_move: { args: PhotoMoveArgs; output: Saved };
  photo_picture: { args: PhotoPictureArgs; output: Picture };
  photo_details: { args: PhotoArgs; output: PhotoDetails };
  photo_verify: { args: PhotoArgs; output: PhotoVerified };
  folder_suggest: { args: NoArgs; output: FolderSuggestions };
  folder_choose: { args: NoArgs; output: ChosenFolder };
  folder_watch: { args: FolderWatchArgs; output: Done };
  folder_stop: { args: InspectionArgs; output: Done };
  folder_status: { args: InspectionArgs; output: FolderStatus };
  recording_start: { args: ItemArgs; output: RecordingAttached };
  recording_level: { args: NoArgs; output: RecordingLevel };
  recording_pause: { args: NoArgs; output: Done };
  recording_resume: { args: NoArgs; output: Done };
  recording_stop: { args: NoArgs; output: RecordingAttached };
  recording_attach: { args: RecordingAttachArgs; output: RecordingAttached };
  recording_audio: { args: RecordingArgs; output: Audio };
  recording_transcribe: { args: RecordingArgs; output: Done };
  recording_cancel: { args: RecordingArgs; output: Done };
  recording_remove: { args: RecordingArgs; output: Saved };
  recording_restore: { args: RecordingArgs; output: Saved };
  transcript_save: { args: TranscriptSaveArgs; output: Saved };
  dictation_show: { args: NoArgs; output: Dictation };
  dictation_choose: { args: DictationChooseArgs; output: Done };
  review_queue: { args: InspectionArgs; output: ReviewQueue };
  review_text_open: { args: ReviewArgs; output: TextReview };
  review_text_preview: { args: TextDecideArgs; output: TextReview };
  review_text_approve: { args: TextDecideArgs; output: Done };
  review_photo_open: { args: PhotoArgs; output: PhotoReview };
  review_photo_preview: { args: PhotoPreviewArgs; output: Picture };
  review_photo_approve: { args: PhotoApproveArgs; output: Done };
  lesson_list: { args: NoArgs; output: LessonList };
  lesson_forget: { args: LessonForgetArgs; output: Done };
  recheck_list: { args: NoArgs; output: Recheck };
  recheck_clear: { args: ReviewArgs; output: ClearAnew };
  draft_open: { args: DraftArgs; output: Draft };
  draft_save: { args: DraftSaveArgs; output: Saved };
  signature_save: { args: SignatureSaveArgs; output: Saved };
  signature_strokes: { args: SignatureArgs; output: SignatureStrokes };
  sync_status: { args: NoArgs; output: SyncStatus };
  sync_now: { args: NoArgs; output: Done };
  sync_retry: { args: SyncRetryArgs; output: Done };
  rescue_save: { args: RescueSaveArgs; output: ExportedFile };
  rescue_open: { args: RescueOpenArgs; output: InspectionCreated };
  inbox_list: { args: NoArgs; output: Inbox };
  comment_add: { args: CommentAddArgs; output: Saved };
  inspection_return: { args: InspectionReturnArgs; output: Saved };
  inspection_approve: { args: InspectionArgs; output: Saved };
  report_preview: { args: InspectionArgs; output: ReportPreview };
  report_export: { args: InspectionArgs; output: ExportedFile };
  person_list: { args: NoArgs; output: Array<PersonView> };
  job_assign: { args: JobAssignArgs; output: InspectionCreated };
}

/** Which topics a command reads or changes. */
export const EFFECTS = {
  profile_status: { reads: ["profile"] },
  profile_create: { changes: ["profile"] },
  profile_unlock: { changes: ["profile"] },
  profile_lock: { changes: ["profile"] },
  server_probe: { reads: [] },
  sign_in: { changes: ["profile","sync"] },
  sign_out: { changes: ["profile","sync"] },
  about_show: { reads: [] },
  topics_wait: { reads: [] },
  template_list: { reads: ["templates"] },
  template_import: { changes: ["templates"] },
  inspection_today: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  site_code_next: { reads: ["inspections"] },
  inspection_create: { changes: ["items","inspections","redactions","sync"] },
  inspection_start: { changes: ["items","inspections","redactions","sync"] },
  site_save: { changes: ["items","inspections","redactions","sync"] },
  inspection_open: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  submit_check: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  inspection_submit: { changes: ["reviews","inspections","sync"] },
  item_open: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  mark_save: { changes: ["items","inspections","redactions","sync"] },
  reading_save: { changes: ["items","inspections","redactions","sync"] },
  text_save: { changes: ["items","inspections","redactions","sync"] },
  note_save: { changes: ["items","inspections","redactions","sync"] },
  item_undo: { changes: ["items","inspections","redactions","sync"] },
  item_redo: { changes: ["items","inspections","redactions","sync"] },
  text_preview: { reads: [] },
  conflict_resolve: { changes: ["items","inspections","redactions","sync"] },
  finding_save: { changes: ["items","inspections","redactions","sync"] },
  finding_remove: { changes: ["items","inspections","redactions","sync"] },
  finding_restore: { changes: ["items","inspections","redactions","sync"] },
  photo_attach: { changes: ["photos","items","redactions","sync"] },
  photo_caption_save: { changes: ["photos","items","redactions","sync"] },
  photo_remove: { changes: ["photos","items","redactions","sync"] },
  photo_restore: { changes: ["photos","items","redactions","sync"] },
  photo_pair: { changes: ["photos","items","redactions","sync"] },
  photo_unpair: { changes: ["photos","items","redactions","sync"] },
  photo_match: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  photo_move: { changes: ["photos","items","redactions","sync"] },
  photo_picture: { reads: ["photos"] },
  photo_details: { reads: ["photos"] },
  photo_verify: { reads: [] },
  folder_suggest: { reads: [] },
  folder_choose: { reads: [] },
  folder_watch: { changes: ["folders"] },
  folder_stop: { changes: ["folders"] },
  folder_status: { reads: ["folders"] },
  recording_start: { changes: ["recordings","items","redactions","sync"] },
  recording_level: { reads: [] },
  recording_pause: { changes: [] },
  recording_resume: { changes: [] },
  recording_stop: { changes: ["recordings","items","redactions","sync"] },
  recording_attach: { changes: ["recordings","items","redactions","sync"] },
  recording_audio: { reads: ["recordings"] },
  recording_transcribe: { changes: ["recordings","items","redactions","sync"] },
  recording_cancel: { changes: ["recordings","items","redactions","sync"] },
  recording_remove: { changes: ["recordings","items","redactions","sync"] },
  recording_restore: { changes: ["recordings","items","redactions","sync"] },
  transcript_save: { changes: ["recordings","items","redactions","sync"] },
  dictation_show: { reads: ["profile"] },
  dictation_choose: { changes: ["profile"] },
  review_queue: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  review_text_open: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  review_text_preview: { reads: [] },
  review_text_approve: { changes: ["items","inspections","redactions","sync"] },
  review_photo_open: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  review_photo_preview: { reads: [] },
  review_photo_approve: { changes: ["photos","items","redactions","sync"] },
  lesson_list: { reads: ["redactions"] },
  lesson_forget: { changes: ["redactions"] },
  recheck_list: { reads: [] },
  recheck_clear: { changes: ["items","inspections","redactions","sync"] },
  draft_open: { reads: [] },
  draft_save: { changes: [] },
  signature_save: { changes: ["items","inspections","redactions","sync"] },
  signature_strokes: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  sync_status: { reads: ["sync","profile"] },
  sync_now: { changes: ["sync"] },
  sync_retry: { changes: ["sync"] },
  rescue_save: { reads: [] },
  rescue_open: { changes: ["items","inspections","redactions","sync"] },
  inbox_list: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  comment_add: { changes: ["reviews","inspections","sync"] },
  inspection_return: { changes: ["reviews","inspections","sync"] },
  inspection_approve: { changes: ["reviews","inspections","sync"] },
  report_preview: { reads: ["inspections","items","photos","recordings","redactions","reviews","sync"] },
  report_export: { reads: [] },
  person_list: { reads: ["people"] },
  job_assign: { changes: ["reviews","inspections","sync"] },
} as const;
