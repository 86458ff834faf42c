import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig)],
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
  // Native code of the server: its entry for browsers is of no use here.
  optimizeDeps: { exclude: ["@node-rs/argon2"] },
  ssr: { target: "node" },
});
