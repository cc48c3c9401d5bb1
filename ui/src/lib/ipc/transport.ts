import type { Commands } from "./generated/commands";
import type { AppError, PhotoPictureArgs } from "./generated/types";

export type CommandName = keyof Commands;
export type CommandArgs<Name extends CommandName> = Commands[Name]["args"];
export type CommandOutput<Name extends CommandName> = Commands[Name]["output"];
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: AppError };

/** The one door to the Rust side. Two keys fit it: Tauri, and loopback HTTP for browser tests. */
export interface Transport {
  call<Name extends CommandName>(
    name: Name,
    args: CommandArgs<Name>,
    signal?: AbortSignal,
  ): Promise<Outcome<CommandOutput<Name>>>;

  /** The address of a picture, for an image that loads when it comes into view. */
  pictureUrl(args: PhotoPictureArgs): string;
}

/** What came back where an `AppError` should be: kept if it is one, `internal` otherwise. */
export function asAppError(thrown: unknown): AppError {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string") {
    return thrown as AppError;
  }
  return { code: "internal", message: `the core did not answer as agreed (${typeof thrown})` };
}

/** A picture's path, as `PhotoPictureArgs::from_path` of the contract reads it. */
export function picturePath({ inspection, photo, form }: PhotoPictureArgs): string {
  const name = typeof form === "string" ? form : `part/${form.part}`;
  return `${inspection}/${photo}/${name}`;
}
