// The recommended rules over all scripts: those of the page, their tests, and what builds them.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/assets/**", "**/node_modules/**"] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["pilot/views/scripts/src/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["pilot/views/scripts/*.mjs"], languageOptions: { globals: globals.node } },
  { files: ["tests/scripts/**/*.js"], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
