// Rules for the explorer's scripts: npx eslint -c tests/views/eslint.config.mjs graph/realpolitik/views/explorer/scripts

const browser = ["document", "window", "location", "history", "localStorage", "getComputedStyle", "setTimeout", "clearTimeout",
  "setInterval", "clearInterval", "requestAnimationFrame", "atob", "Response", "DecompressionStream", "URL", "Blob", "XMLSerializer", "vis"];

export default [
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: Object.fromEntries(browser.map((name) => [name, "readonly"])) },
    rules: {
      "complexity": ["error", 18],
      "eqeqeq": "error",
      "max-lines": ["error", 300],
      "no-const-assign": "error",
      "no-dupe-keys": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-redeclare": "error",
      "no-script-url": "error",
      "no-undef": "error",
      "no-unreachable": "error",
      "no-unused-vars": "error",
      "no-useless-assignment": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
