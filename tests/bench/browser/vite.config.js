import path from "node:path";
import tailwind from "@tailwindcss/postcss";

const root = path.resolve(import.meta.dirname, "../../..");
const here = (/** @type {string} */ folder) => path.join(import.meta.dirname, folder);

/** Each table as a page of its own, for production, with one and the same React. */
export default {
  root: here("tables"),
  logLevel: "warn",
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      { find: /^react(-dom)?(\/.*)?$/, replacement: `${root}/node_modules/react$1$2` },
      // Rows lead nowhere here.
      { find: "next/link", replacement: here("no-link.js") },
    ],
  },
  css: { postcss: { plugins: [tailwind({ base: root })] } },
  esbuild: { jsx: "automatic" },
  build: {
    outDir: `${root}/.cache/bench-browser`,
    emptyOutDir: true,
    rollupOptions: {
      input: ["castellan", "tanstack", "ag-grid", "antd"].map((name) => here(`tables/${name}.html`)),
    },
  },
};
