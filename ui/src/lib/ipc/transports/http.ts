import { asAppError, picturePath, type Transport } from "../transport";

/** Calls the same core over loopback HTTP, for tests in a browser: `POST /api/<command>`. */
export const httpTransport: Transport = {
  async call(name, args, signal) {
    try {
      const response = await fetch(`/api/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(args),
        ...(signal ? { signal } : {}),
      });
      const body: unknown = await response.json();
      return response.ok ? { ok: true, value: body as never } : { ok: false, error: asAppError(body) };
    } catch {
      return { ok: false, error: { code: "internal", message: `${name}: the core does not answer` } };
    }
  },

  pictureUrl: (args) => `/photo/${picturePath(args)}`,
};
