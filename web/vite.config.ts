import { defineConfig } from "vite";

const API = process.env.CLEW_API ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    // Nothing is inlined: the Content-Security-Policy lets the page load files of its own only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The wheel carries the code of these packages, so it carries their licences.
    license: { fileName: "licenses.md" },
  },
  server: { proxy: { "/api": API, "/docs": API, "/openapi.json": API } },
});
