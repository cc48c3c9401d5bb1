import type { CommandArgs, CommandName, CommandOutput, Outcome, Transport } from "./transport";
import type { PhotoPictureArgs } from "./generated/types";
import { EFFECTS } from "./generated/commands";
import { announceTopics } from "./topics";
import { httpTransport } from "./transports/http";
import { tauriTransport } from "./transports/tauri";

let transport: Transport = "__TAURI_INTERNALS__" in window ? tauriTransport : httpTransport;

/** Puts another transport in place; for unit tests. */
export function useTransport(other: Transport): void {
  transport = other;
}

/**
 * Calls one command of the core. Never throws: a failure is an `Outcome` with a code that
 * `messages/en/errors.ts` has words for. A command that changed something makes the reads of those
 * topics stale at once.
 */
export async function call<Name extends CommandName>(
  name: Name,
  args: CommandArgs<Name>,
  signal?: AbortSignal,
): Promise<Outcome<CommandOutput<Name>>> {
  const outcome = await transport.call(name, args, signal);
  const effect = EFFECTS[name];
  if (outcome.ok && "changes" in effect) announceTopics(effect.changes);
  return outcome;
}

/** The address of a picture on this device. What it shows is decrypted when it is asked for. */
export const pictureUrl = (args: PhotoPictureArgs): string => transport.pictureUrl(args);
