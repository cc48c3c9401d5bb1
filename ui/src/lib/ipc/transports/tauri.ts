import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { asAppError, picturePath, type Transport } from "../transport";

/** Calls the core inside the same desktop app. */
export const tauriTransport: Transport = {
  async call(name, args) {
    try {
      return { ok: true, value: await invoke(name, { args }) };
    } catch (thrown) {
      return { ok: false, error: asAppError(thrown) };
    }
  },

  // What the scheme is called differs by system; the path has nothing that would be escaped but `/`.
  pictureUrl: (args) => `${convertFileSrc("", "photo")}${picturePath(args)}`,
};
