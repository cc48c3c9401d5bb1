import type { ErrorCode } from "$lib/ipc/generated/types";

/** What happened · what was kept · what to do. Short sentences; nothing technical. */
export interface ErrorWords {
  title: string;
  kept: string;
  todo: string;
}

/** One entry for every code: a missing one is a type error. */
export const errors: Record<ErrorCode, ErrorWords> = {
  locked: {
    title: "The store is locked.",
    kept: "Everything that was saved is safe.",
    todo: "Unlock it to go on.",
  },
  wrong_passphrase: {
    title: "That did not open it.",
    kept: "Nothing was changed.",
    todo: "Type the passphrase again; watch capital letters.",
  },
  passphrase_too_short: {
    title: "The passphrase is too short.",
    kept: "Nothing was made yet.",
    todo: "Choose a longer one; four or five words are easy to remember.",
  },
  key_missing: {
    title: "The key to this store is missing.",
    kept: "The store is still there and nothing was overwritten.",
    todo: "Open it with the passphrase that was chosen on this device.",
  },
  keyring_empty: {
    title: "This computer's keyring did not give the key.",
    kept: "Nothing was changed.",
    todo: "Unlock the keyring of your computer, or type the passphrase.",
  },
  profile_exists: {
    title: "There is a store on this device already.",
    kept: "It was left as it is.",
    todo: "Unlock it instead.",
  },
  store_damaged: {
    title: "The store is damaged.",
    kept: "The file was left as it is, so that it can still be rescued.",
    todo: "Do not delete anything. Call your office and say the code.",
  },
  store_too_new: {
    title: "The store was written by a newer version.",
    kept: "Nothing was changed.",
    todo: "Install the newer version of Fieldproof.",
  },
  profile_in_use: {
    title: "Fieldproof is open already.",
    kept: "Nothing was changed.",
    todo: "Use the window that is open, or close it first.",
  },
  not_found: {
    title: "This is not on this device.",
    kept: "Nothing was changed.",
    todo: "It may not have arrived yet. Look at Sync.",
  },
  invalid: {
    title: "This was not taken.",
    kept: "What was saved before is still there.",
    todo: "Look at what you typed and try again.",
  },
  not_allowed: {
    title: "Your role may not do this.",
    kept: "Nothing was changed.",
    todo: "Ask your administrator.",
  },
  not_ready: {
    title: "This is not ready yet.",
    kept: "Everything so far is saved.",
    todo: "Finish what is still open first.",
  },
  already_submitted: {
    title: "This inspection was handed in.",
    kept: "It stays as it was handed in.",
    todo: "Ask the office to return it if something must change.",
  },
  nothing_to_undo: {
    title: "There is nothing to take back.",
    kept: "Nothing was changed.",
    todo: "Go on.",
  },
  disk_full: {
    title: "Not saved: the disk is full.",
    kept: "Everything saved before is safe; the last words are only on the screen.",
    todo: "Free space, or copy the text.",
  },
  offline: {
    title: "There is no connection.",
    kept: "Everything is saved on this device.",
    todo: "Go on working; it is sent by itself later.",
  },
  timeout: {
    title: "The server took too long.",
    kept: "Everything is saved on this device.",
    todo: "It is tried again by itself.",
  },
  bad_certificate: {
    title: "The server's certificate is not the one you confirmed.",
    kept: "Nothing was sent to it.",
    todo: "Call your administrator and say the code. Do not confirm a new one by yourself.",
  },
  not_our_server: {
    title: "This address is not a Fieldproof server.",
    kept: "Nothing was sent to it.",
    todo: "Look at the address again.",
  },
  wrong_sign_in: {
    title: "Address or password is wrong.",
    kept: "Nothing was changed.",
    todo: "Type both again.",
  },
  too_many_tries: {
    title: "Too many tries.",
    kept: "Nothing was changed.",
    todo: "Wait a few minutes, then try again.",
  },
  sign_in_expired: {
    title: "Your sign-in has ended.",
    kept: "Your work is saved on this device and waits.",
    todo: "Sign in again to send it.",
  },
  signed_out: {
    title: "You are signed out.",
    kept: "Your work is saved on this device and waits.",
    todo: "Sign in to send it.",
  },
  device_refused: {
    title: "The server does not accept this device.",
    kept: "Your work is saved on this device.",
    todo: "Call your administrator.",
  },
  server_full: {
    title: "The server has no space left.",
    kept: "Everything is saved on this device.",
    todo: "Tell your administrator. It is tried again by itself.",
  },
  server_failed: {
    title: "The server has a problem.",
    kept: "Everything is saved on this device.",
    todo: "It is tried again by itself.",
  },
  photo_too_large: {
    title: "The photo is too large.",
    kept: "It was not added; your file is untouched.",
    todo: "Use a photo of at most 60 MB.",
  },
  photo_damaged: {
    title: "The photo is damaged and cannot be shown.",
    kept: "It was not added; your file is untouched.",
    todo: "Take it again, or choose another.",
  },
  photo_heic: {
    title: "This kind of HEIC photo cannot be read here.",
    kept: "It was not added; your file is untouched.",
    todo: "Export it as JPEG: on the phone share it with the option “most compatible”, or open it on a computer and save it as JPEG. Then add that file.",
  },
  not_a_photo: {
    title: "This file is not a photo.",
    kept: "It was not added; your file is untouched.",
    todo: "Choose a JPEG, PNG, WebP or HEIC file.",
  },
  folder_missing: {
    title: "This folder is not there, or cannot be read.",
    kept: "Nothing was changed.",
    todo: "Plug the card in, and check the path: it begins at the top, such as /media or D:.",
  },
  not_audio: {
    title: "This file is not a recording that can be read.",
    kept: "It was not added; your file is untouched.",
    todo: "Choose a WAV, MP3, M4A, FLAC or Ogg Vorbis file. Opus (WhatsApp voice notes) has to be converted first.",
  },
  recording_empty: {
    title: "The recording is empty.",
    kept: "Nothing was added.",
    todo: "Record again, and watch whether the level moves.",
  },
  recording_too_long: {
    title: "The recording is too long.",
    kept: "What was recorded up to the limit is kept.",
    todo: "Start a second recording for the rest.",
  },
  no_microphone: {
    title: "No microphone was found.",
    kept: "Nothing is lost.",
    todo: "Plug one in, or type the note instead.",
  },
  microphone_lost: {
    title: "The microphone went away.",
    kept: "What was recorded until then is kept.",
    todo: "Plug it in again, or type the rest.",
  },
  already_recording: {
    title: "A recording is running already.",
    kept: "It goes on.",
    todo: "Stop it before you start another.",
  },
  model_missing: {
    title: "The model for this is not on this device.",
    kept: "Photo or recording is kept as it is.",
    todo: "Go on working. Look at About to see what is missing.",
  },
  processor_too_old: {
    title: "This computer's processor is too old for this.",
    kept: "Photo or recording is kept as it is.",
    todo: "Type the text, or mark the photo by hand.",
  },
  withheld: {
    title: "This was held back.",
    kept: "It is on this device and nothing of it has left.",
    todo: "Look through it in Redaction.",
  },
  template_invalid: {
    title: "This template cannot be used.",
    kept: "It was not imported; your file is untouched.",
    todo: "Ask whoever made it to check it.",
  },
  rescue_unreadable: {
    title: "This rescue file cannot be opened.",
    kept: "The file is untouched.",
    todo: "Check file and passphrase, and try again.",
  },
  media_damaged: {
    title: "A photo or recording on this device is damaged.",
    kept: "Everything else is safe.",
    todo: "Take it again if you can, and tell the office.",
  },
  internal: {
    title: "Something went wrong in the program.",
    kept: "Everything that was saved is safe.",
    todo: "Try again. If it happens again, call the office and say the code.",
  },
};
