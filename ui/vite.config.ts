import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The development server puts styles into the page itself, which the shipped policy forbids. */
function allowInlineStyleWhileServing(): Plugin {
  return {
    name: "allow-inline-style-while-serving",
    apply: "serve",
    transformIndexHtml: (html) => html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  };
}

/** Where `npm run dev` finds the Rust core; the shipped page is served by the core itself. */
const CORE_URL = process.env["FIELDPROOF_CORE_URL"] ?? "http://127.0.0.1:4399";

export default defineConfig({
  plugins: [svelte(), allowInlineStyleWhileServing()],
  resolve: {
    alias: {
      $lib: fileURLToPath(new URL("./src/lib", import.meta.url)),
      $messages: fileURLToPath(new URL("./messages/en.ts", import.meta.url)),
    },
    // Vitest would otherwise take the server build of Svelte.
    ...(process.env["VITEST"] ? { conditions: ["browser"] } : {}),
  },
  server: { proxy: { "/api": CORE_URL } },
  build: {
    target: "es2022",
    // Everything in files: a data: address for a font or script would need a wider policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts", "messages/**/*.test.ts"],
  },
});
