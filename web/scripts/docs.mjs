// Puts the API reference into dist/docs: our page and the viewer it loads, no network needed.
import { copyFileSync, mkdirSync } from "node:fs";

mkdirSync("dist/docs", { recursive: true });
for (const file of ["index.html", "start.js", "docs.css"]) copyFileSync(`docs/${file}`, `dist/docs/${file}`);
for (const file of ["swagger-ui.css", "swagger-ui-bundle.js", "LICENSE"]) {
  copyFileSync(`node_modules/swagger-ui-dist/${file}`, `dist/docs/${file === "LICENSE" ? "LICENSE.txt" : file}`);
}
