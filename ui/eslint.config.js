import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

/** Attributes whose value a person reads or hears. */
const SPOKEN_ATTRIBUTES = new Set(["alt", "aria-label", "aria-description", "placeholder", "title", "label"]);

/** Words stand in messages/, never in markup: otherwise no translation could be complete. */
const wordsStandInMessages = {
  meta: { type: "problem", schema: [], messages: { literal: "Put these words into messages/." } },
  create: (context) => ({
    SvelteText(node) {
      const owner = node.parent;
      if (owner.type === "SvelteStyleElement" || owner.type === "SvelteScriptElement") return;
      if (/\p{L}/u.test(node.value)) context.report({ node, messageId: "literal" });
    },
    SvelteAttribute(node) {
      if (!SPOKEN_ATTRIBUTES.has(node.key.name)) return;
      const isLiteral = node.value.some((part) => part.type === "SvelteLiteral" && /\p{L}/u.test(part.value));
      if (isLiteral) context.report({ node, messageId: "literal" });
    },
  }),
};

export default ts.config(
  { ignores: ["dist", "node_modules", "src/lib/ipc/generated"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      // svelte-check resolves names, with types.
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      // Links are made by linkTo(), which is typed; there is no SvelteKit here.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"] } },
  },
  {
    files: ["src/**/*.svelte"],
    plugins: { words: { rules: { "stand-in-messages": wordsStandInMessages } } },
    rules: { "words/stand-in-messages": "error" },
  },
  { files: ["*.config.{js,ts}"], languageOptions: { globals: { ...globals.node } } },
);
