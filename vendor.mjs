// Copies the front-end files of node_modules into static/vendor and writes static/vendor/NOTICE.md.
// Run it after `npm ci --ignore-scripts`; the result is committed.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const SUBSETS = ["latin", "latin-ext", "greek", "cyrillic", "vietnamese"];

const PARTS = [
  {
    package: "@fontsource-variable/inter",
    folder: "inter",
    what: "Inter, a variable typeface (weight and optical size), by Rasmus Andersson and others",
    source: "https://github.com/rsms/inter",
    licence: "SIL Open Font License 1.1",
    files: [
      ["LICENSE", "OFL.txt"],
      ...SUBSETS.map((subset) => [`files/inter-${subset}-opsz-normal.woff2`, `inter-${subset}.woff2`]),
    ],
  },
  {
    package: "hls.js",
    folder: "hls",
    what: "hls.js, its light build: HTTP Live Streaming where a browser cannot play it by itself, by Dailymotion and others",
    source: "https://github.com/video-dev/hls.js",
    licence: "Apache License 2.0",
    files: [
      ["LICENSE", "LICENSE.txt"],
      ["dist/hls.light.min.mjs", "hls.light.min.mjs"],
    ],
  },
];

function digest(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
}

const lines = [
  "# Files by others",
  "",
  "Written by `npm run vendor`; versions stand in `package.json`.",
];

for (const part of PARTS) {
  const from = `node_modules/${part.package}`;
  const to = `static/vendor/${part.folder}`;
  const { version } = JSON.parse(readFileSync(`${from}/package.json`, "utf8"));
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  lines.push("", `## ${part.folder}`, "", `${part.what}.`, "");
  lines.push(`- Package: ${part.package} ${version}`, `- Source: <${part.source}>`);
  lines.push(`- Licence: ${part.licence} (\`${part.folder}/${part.files[0][1]}\`)`, "");
  lines.push("| file | SHA-256, first 16 digits |", "|---|---|");
  for (const [original, name] of part.files) {
    copyFileSync(`${from}/${original}`, `${to}/${name}`);
    lines.push(`| ${name} | ${digest(`${to}/${name}`)} |`);
  }
}

writeFileSync("static/vendor/NOTICE.md", `${lines.join("\n")}\n`);
